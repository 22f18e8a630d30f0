using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;

namespace KaceAzureAd.Emulator.SignIn;

public static class SignInService
{
    public static void Map(WebApplication app, Func<EmulatorContext> context)
    {
    }
}
