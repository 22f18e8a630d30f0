using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.TestSupport;

/// <summary>Every byte that a script left behind, to be searched for secrets.</summary>
internal static partial class SecretSearch
{
    // A JSON Web Token, or a parameter of a request or an answer that carries a secret.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{20,}|refresh_token|device_code=|client_secret|client_assertion=|Bearer [A-Za-z0-9]", RegexOptions.None, 5000)]
    public static partial Regex Token();

    /// <summary>Host, every stream, errors with their exceptions, and the output as Export-Clixml and ConvertTo-Json follow it.</summary>
    public static string Everything(EngineResult result) => string.Join(Environment.NewLine, Parts(result));

    /// <summary>Host, every stream, and errors with their exceptions.</summary>
    public static string Shown(EngineResult result) => string.Join(Environment.NewLine, Streams(result).Concat(result.Errors.SelectMany(Texts)));

    private static IEnumerable<string> Parts(EngineResult result)
    {
        yield return Shown(result);
        foreach (var error in result.Errors)
        {
            yield return PSSerializer.Serialize(error, 4);
        }

        foreach (var output in result.Output)
        {
            // Deep enough to follow every public member.
            yield return PSSerializer.Serialize(output, 6);
            foreach (var property in output.Properties)
            {
                yield return Json(property);
            }
        }
    }

    private static IEnumerable<string> Streams(EngineResult result) =>
    [
        result.HostText, .. result.Verbose, .. result.Debug, .. result.Warnings, .. result.Information.Select(i => $"{i.MessageData}"), .. result.Progress.Select(p => p.ToString()),
    ];

    private static IEnumerable<string> Texts(ErrorRecord error) =>
        [error.Exception.ToString(), $"{error} {error.ErrorDetails?.RecommendedAction} {error.TargetObject} {error.ScriptStackTrace}"];

    // What cannot be written as JSON (a certificate's handle) is no text either.
    private static string Json(PSPropertyInfo property)
    {
        try
        {
            return $"{property.Name}: {JsonSerializer.Serialize(property.Value)} {property.Value}";
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException or GetValueException)
        {
            return $"{property.Name}";
        }
    }
}
