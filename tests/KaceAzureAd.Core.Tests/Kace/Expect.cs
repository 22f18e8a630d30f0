using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

internal static class Expect
{
    public static KaceAadException Error(ErrorCode code, Action act) => Checked(code, Assert.Throws<KaceAadException>(act));

    public static async Task<KaceAadException> ErrorAsync(ErrorCode code, Func<Task> act) => Checked(code, await Assert.ThrowsAsync<KaceAadException>(act));

    private static KaceAadException Checked(ErrorCode code, KaceAadException error)
    {
        Assert.Equal(code.Id, error.Code.Id);
        Assert.EndsWith(".", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        return error;
    }
}
