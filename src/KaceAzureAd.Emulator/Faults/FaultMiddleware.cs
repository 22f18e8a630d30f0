using System.Text;
using KaceAzureAd.Emulator.Graph;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>Lets a direct request to any of the three services fail.</summary>
public static class FaultMiddleware
{
    /// <summary>Bytes at a time of a body that comes slowly.</summary>
    private const int PieceLength = 16;

    /// <summary>True where the request was answered, or cut off, by a fault.</summary>
    public static async Task<bool> TryFailAsync(this FaultSet faults, HttpContext http, string origin)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (faults.Take(origin, http.Request.Method, target) is not { } rule)
        {
            return false;
        }

        await Task.Delay(rule.DelayMs, http.RequestAborted);
        if (rule.ResetConnection)
        {
            http.Abort();
            return true;
        }

        if (rule.Status == 0)
        {
            return false;
        }

        await WriteAsync(http, rule, rule.Response(origin, http.Request.Headers["client-request-id"].ToString()));
        return true;
    }

    private static async Task WriteAsync(HttpContext http, FaultRule rule, GraphResponse response)
    {
        var (text, mediaType) = response.Raw ?? (response.Body!.ToJsonString(), GraphService.JsonMediaType);
        var bytes = Encoding.UTF8.GetBytes(text);
        http.Response.StatusCode = response.Status;
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = bytes.Length;
        foreach (var (name, value) in response.Headers)
        {
            http.Response.Headers[name] = value;
        }

        var length = rule.IsTruncated ? bytes.Length / 2 : bytes.Length;
        var piece = rule.PaceMs > 0 ? PieceLength : length;
        for (var sent = 0; sent < length; sent += piece)
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(sent, Math.Min(piece, length - sent)), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(rule.PaceMs, http.RequestAborted);
        }

        if (rule.IsTruncated)
        {
            http.Abort();
        }
    }
}
