using System.Text;
using KaceAzureAd.Emulator.Graph;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>Lets a direct request to any of the services fail.</summary>
public static class FaultMiddleware
{
    /// <summary>Bytes at a time of a body that comes slowly.</summary>
    private const int PieceLength = 16;

    // Belongs to one way of sending, and that is chosen anew.
    private static readonly HashSet<string> Framing = new(["Content-Length", "Content-Type", "Transfer-Encoding", "Date"], StringComparer.OrdinalIgnoreCase);

    /// <summary>True where the request was answered, or cut off, by a fault.</summary>
    /// <param name="service">The service that would answer.</param>
    public static async Task<bool> TryFailAsync(EmulatorContext context, HttpContext http, string origin, RequestDelegate service)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var token = TokenMark.Of(http.Request.Headers.Authorization.ToString());
        if (context.Faults.Take(origin, http.Request.Method, target, token: token, now: context.SignIn.Now) is not { } rule)
        {
            return false;
        }

        if (rule.RevokesSessions)
        {
            Revoke(context, token);
        }

        var own = rule.ActsFirst || rule.IsOfAnswer ? await ActAsync(http, service) : null;
        await Task.Delay(rule.DelayMs, http.RequestAborted);
        if (rule.NeverAnswers)
        {
            await context.Faults.HoldAsync(http.RequestAborted);
        }

        if (rule.ResetConnection)
        {
            http.Abort();
            return true;
        }

        if (rule.Status == 0 && !rule.IsOfAnswer)
        {
            return false;
        }

        var answer = rule.IsOfAnswer ? own! : rule.Response(context, origin, http.Request.Headers["client-request-id"].ToString(), token);
        await WriteAsync(http, rule, AnswerChanges.Of(answer, rule, http.Request.GetEncodedUrl()));
        return true;
    }

    private static void Revoke(EmulatorContext context, TokenMark? token)
    {
        lock (context.World.Gate)
        {
            if (token?.UserId is { } id && context.World.FindUserById(id) is { User: var user })
            {
                user.SignInSessionsValidFrom = context.SignIn.Now;
            }
        }
    }

    /// <summary>Lets the service do all that it would, and keeps its answer back.</summary>
    private static async Task<GraphResponse> ActAsync(HttpContext http, RequestDelegate service)
    {
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var date = http.Response.Headers.Date;
        using var kept = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(kept));
        await service(http);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        http.Features.Set(body);
        var answer = new GraphResponse(http.Response.StatusCode)
        {
            Raw = (Encoding.UTF8.GetString(kept.ToArray()), http.Response.ContentType ?? ""),
            Headers = http.Response.Headers.Where(h => !Framing.Contains(h.Key)).ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        };
        http.Response.Clear();
        http.Response.Headers.Date = date;
        return answer;
    }

    private static async Task WriteAsync(HttpContext http, FaultRule rule, GraphResponse response)
    {
        var (text, mediaType) = response.Raw!.Value;
        var bytes = Encoding.UTF8.GetBytes(text);
        var declared = Math.Max(0, bytes.Length + rule.LengthError);
        http.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (response.Status is 204 or 304)
        {
            return;
        }

        http.Response.ContentType = mediaType;
        http.Response.ContentLength = declared;
        var length = rule.IsTruncated ? bytes.Length / 2 : Math.Min(bytes.Length, declared);
        var piece = rule.PaceMs > 0 ? PieceLength : length;
        for (var sent = 0; sent < length; sent += piece)
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(sent, Math.Min(piece, length - sent)), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(rule.PaceMs, http.RequestAborted);
        }

        if (rule.IsTruncated || declared > bytes.Length)
        {
            http.Abort();
        }
        else if (declared < bytes.Length)
        {
            await Wire.SendMoreAsync(http, bytes.AsMemory(declared));
        }
    }
}
