using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection;

/// <summary>A plan as a file, to be reviewed and applied later. It holds no secret: the settings, what was wanted, what the tenant was like, and the steps to read.</summary>
public static class PlanFile
{
    private const int Schema = 1;
    private const int LargestFile = 16 * 1024 * 1024;

    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>Writes a plan, whole or not at all; it is its owner's alone.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.PlanNotWritable</c>.</exception>
    public static void Save(KaceAadPlan plan, string path, bool replace)
    {
        Demand(path, replace);
        var options = plan.Options;
        var content = JsonSerializer.SerializeToUtf8Bytes(
            new Content(
                Schema, plan.MadeAt,
                new Wanted(
                    options.Setting.TermsOfUseUri.OriginalString, options.Setting.DiscoveryUri.OriginalString, options.Setting.OnBoardUri.OriginalString, plan.AppId,
                    options.Scope, [.. plan.State.Groups.Select(g => g.Id)], [.. options.Permissions], options.ResolveConflict, options.RemoveOnPremisesApp),
                plan.State, plan.Steps),
            Indented);
        try
        {
            OwnFile.Write(path, replace, file => file.Write(content, 0, content.Length), CancellationToken.None);
        }
        catch (Exception e) when (OwnFile.IsAboutFiles(e))
        {
            Demand(path, replace); // Somebody was faster.
            throw NotWritable(path, e.Message, e);
        }
    }

    /// <summary>Fails where the plan cannot be written for a reason that can be seen before the work.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.PlanNotWritable</c>.</exception>
    public static void Demand(string path, bool replace)
    {
        if (OwnFile.Objection(path) is { } objection)
        {
            throw NotWritable(path, objection, null);
        }

        if (!replace && File.Exists(path))
        {
            throw new KaceAadException(ErrorCodes.PlanNotWritable, $"'{path}' is there already.", "Give another path, or -Force to replace it.") { Target = path };
        }
    }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidPlan</c>.</exception>
    public static KaceAadPlan Load(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(new MemoryStream(BoundedFile.Read(file, LargestFile) ?? throw Invalid(path, "it is too large for a plan", null)));
            var content = JsonSerializer.Deserialize<Content>(text.ReadToEnd(), Options);
            if (content?.Schema != Schema)
            {
                throw Invalid(path, content?.Schema > Schema ? "it was written by a newer version" : "it names no schema", null);
            }

            return PlanOf(content);
        }
        catch (Exception e) when (OwnFile.IsAboutFiles(e) || e is JsonException or NullReferenceException || (e is KaceAadException known && known.Code != ErrorCodes.InvalidPlan))
        {
            throw Invalid(path, e.Message.TrimEnd('.'), e);
        }
    }

    // The steps in the file are for reading only: they follow from the state and from what is wanted.
    private static KaceAadPlan PlanOf(Content content)
    {
        var wanted = content.Wanted;
        Demand(content.State, wanted);
        var options = new ConnectionOptions
        {
            Setting = KaceAadSetting.Create(wanted.TermsOfUseUri, wanted.DiscoveryUri, wanted.OnBoardUri).WithAppId(wanted.AppId, AppIdSource.Given),
            Scope = wanted.Scope, Groups = wanted.Groups, Permissions = wanted.Permissions, ResolveConflict = wanted.ResolveConflict, RemoveOnPremisesApp = wanted.RemoveOnPremisesApp,
        };
        options.Validate();
        return Planner.Plan(content.State, options, content.MadeAt);
    }

    /// <summary>Fails where a list, an id or a name is missing: the reader of JSON takes null for it, and what rests on it would fail later.</summary>
    private static void Demand(ConnectionState state, Wanted wanted)
    {
        MobilityEntryState[] entries = [.. state.OtherMdms, .. state.Entry is null ? [] : new[] { state.Entry }];
        string?[] texts =
        [
            state.AppId, .. entries.Select(e => e.AppId), .. state.OnPremisesApps.Select(o => o.AppId),
            .. state.Groups.Concat(entries.SelectMany(e => e.Groups)).Select(g => g.Id), .. wanted.Groups,
            .. state.Consent.Concat(wanted.Permissions).SelectMany(p => new[] { p.ResourceAppId, p.Permission }),
            .. state.Application is null ? [] : new[] { state.Application.Id },
        ];
        if (!Guid.TryParse(state.TenantId, out _) || texts.Contains(null))
        {
            throw new JsonException("an id or a name is missing");
        }
    }

    private static KaceAadException NotWritable(string path, string why, Exception? inner) => new(
        ErrorCodes.PlanNotWritable, $"The plan cannot be written to '{path}': {why.TrimEnd('.')}.",
        "Give the path of a file in a folder that is there and can be written.", inner) { Target = path };

    private static KaceAadException Invalid(string path, string why, Exception? inner) => new(
        ErrorCodes.InvalidPlan, $"'{path}' cannot be used as a plan: {OneLine.Of(why, 200)}.", "Give a file that Export-KaceAadPlan wrote, or make a new plan with Get-KaceAadPlan.", inner) { Target = path };

    private sealed record Content(int Schema, DateTimeOffset MadeAt, Wanted Wanted, ConnectionState State, IReadOnlyList<KaceAadStep>? Steps);

    private sealed record Wanted(
        string TermsOfUseUri, string DiscoveryUri, string OnBoardUri, string AppId, MdmUserScope Scope, string[] Groups, PermissionRequest[] Permissions, bool ResolveConflict, bool RemoveOnPremisesApp);
}
