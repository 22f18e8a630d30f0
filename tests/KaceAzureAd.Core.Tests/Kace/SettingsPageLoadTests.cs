using System.Diagnostics;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

/// <summary>Much text is read in little time.</summary>
public sealed class SettingsPageLoadTests
{
    [Theory]
    [InlineData("MDM ")]
    [InlineData("MDM On-Board URI ")]
    [InlineData("MDM Discovery URI\n")]
    [InlineData("MDM Terms Of Use URI see ")]
    [InlineData("://")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\t")]
    [InlineData("\u200B")]
    [InlineData("Copy")]
    [InlineData("\"(<[")]
    [InlineData("])")]
    [InlineData("@https://")]
    [InlineData("noise and noise, ")]
    public void Five_megabytes_of_noise_take_no_time(string noise)
    {
        var filler = string.Concat(Enumerable.Repeat(noise, (5 * 1024 * 1024) / noise.Length));
        string[] pages = [filler, "MDM Discovery URI " + filler, $"MDM Terms Of Use URI https://acme.kacecloud.example/t\nMDM Discovery URI https://acme.kacecloud.example/d\n{filler}\nMDM On-Board URI https://acme.kacecloud.example/o"];
        foreach (var page in pages)
        {
            var clock = Stopwatch.StartNew();
            try
            {
                KaceAadSetting.FromPage(page);
            }
            catch (KaceAadException)
            {
                // Whether there is anything to find is not the question here.
            }

            // It takes a fraction of a second; with any step that looks at the rest of the text again and again it takes minutes.
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        }
    }
}
