using System.Text;
using KaceAzureAd.Emulator.Graph;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>Lets a direct request to any of the services fail.</summary>
public static class FaultMiddleware
{
    /// <summary>Bytes at a time of a body that comes slowly.</summary>
    private const int PieceLength = 16;

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

        if (rule.ActsFirst)
        {
            await ActAsync(http, service);
        }

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

        if (rule.Status == 0)
        {
            return false;
        }

        await WriteAsync(http, rule, rule.Response(context, origin, http.Request.Headers["client-request-id"].ToString(), token));
        return true;
    }

    /// <summary>Lets the service do all that it would, and throws its answer away.</summary>
    private static async Task ActAsync(HttpContext http, RequestDelegate service)
    {
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var date = http.Response.Headers.Date;
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        await service(http);
        http.Features.Set(body);
        http.Response.Clear();
        http.Response.Headers.Date = date;
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
