using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;

namespace KaceAzureAd.Emulator.Graph;

public static class GraphService
{
    public static void Map(WebApplication app, Func<EmulatorContext> context)
    {
    }
}
