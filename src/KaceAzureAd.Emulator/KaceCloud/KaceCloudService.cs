using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;

namespace KaceAzureAd.Emulator.KaceCloud;

public static class KaceCloudService
{
    public static void Map(WebApplication app, Func<EmulatorContext> context)
    {
    }
}
