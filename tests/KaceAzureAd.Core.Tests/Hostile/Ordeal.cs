using System.Globalization;
using System.Text;
using CsCheck;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>
/// What holds of everything that reads what others wrote: it is read, or refused by an error of its own that says so in one harmless line; in memory
/// that the length of the input bounds (what is not held up by other work on the machine, as time is).
/// </summary>
internal static class Ordeal
{
    private const int LongestMessage = 4100;

    /// <summary>Allocated at the most, for an input of no length, and for each byte of it.</summary>
    private const long Memory = 8 * 1024 * 1024;
    private const long MemoryForByte = 2048;

    /// <summary>Reads every input.</summary>
    /// <param name="inputs">What is to be read.</param>
    /// <param name="usual">How many, unless told otherwise.</param>
    /// <param name="read">Reads one and asserts what has to hold where it was accepted.</param>
    /// <param name="refusals">The errors by which it may be refused.</param>
    public static void Undergo(Gen<byte[]> inputs, int usual, Action<byte[]> read, params ErrorCode[] refusals)
    {
        var (accepted, refused) = (0, 0);
        inputs.Sample(
            input =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    read(input);
                    Interlocked.Increment(ref accepted);
                }
                catch (KaceAadException e)
                {
                    AssertIsRefusal(e, refusals);
                    Interlocked.Increment(ref refused);
                }

                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(allocated < Memory + (MemoryForByte * input.Length), $"{input.Length} bytes took {allocated} bytes of memory.");
            },
            iter: Samples.Of(usual), print: Shown);

        // Samples of which none, or every one, is refused test one half only.
        Assert.True(accepted > 0 && refused > 0, $"{accepted} were accepted, {refused} refused.");
    }

    /// <summary>Asserts that an error is one of these, and can be shown as it is.</summary>
    public static void AssertIsRefusal(KaceAadException e, params ErrorCode[] refusals)
    {
        Assert.Contains(e.Code, refusals);
        Assert.NotEmpty(e.RecommendedAction);
        Assert.InRange(e.Message.Length, 1, LongestMessage);
        AssertHarmless(e.Message);
        AssertHarmless(e.RecommendedAction);
        AssertHarmless(e.Target as string);
        AssertHarmless(e.RequestId);
    }

    /// <summary>Asserts that a terminal shows it on one line, as it is.</summary>
    public static void AssertHarmless(string? text) => Assert.DoesNotContain(text ?? "", c => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200C' or '\u200D')));

    private static string Shown(byte[] input) => input.Length > 4000 ? $"{input.Length} bytes, base64: {Convert.ToBase64String(input[..4000])}..." : $"{Convert.ToBase64String(input)} which is {Encoding.UTF8.GetString(input)}";
}
