using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>What goes to a client within TLS, past the server's care for correct HTTP.</summary>
internal static class Wire
{
    private static readonly object Key = new();

    /// <summary>Remembers each connection's output. To be called after TLS is set up.</summary>
    public static void KeepWire(this ListenOptions listen) => listen.Use(next => connection =>
    {
        connection.Items[Key] = connection.Transport.Output;
        return next(connection);
    });

    /// <summary>Sends what no header announced.</summary>
    public static async Task SendMoreAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        await http.Response.CompleteAsync();
        var output = (PipeWriter)http.Features.GetRequiredFeature<IConnectionItemsFeature>().Items[Key]!;
        await output.WriteAsync(bytes, http.RequestAborted);
    }
}
