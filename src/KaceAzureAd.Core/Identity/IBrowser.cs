namespace KaceAzureAd.Identity;

/// <summary>Shows a page to the person at this machine.</summary>
public interface IBrowser
{
    /// <summary>Opens the page.</summary>
    /// <exception cref="Errors.KaceAadException"><c>KaceAad.BrowserNotOpened</c>.</exception>
    Task OpenAsync(Uri page, CancellationToken cancellationToken);
}
