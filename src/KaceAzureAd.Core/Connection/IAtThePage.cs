namespace KaceAzureAd.Connection;

/// <summary>What a person answered.</summary>
public enum PersonAnswer
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It is not done yet.</summary>
    NotDone,

    /// <summary>Nobody was there, or nobody was to be asked.</summary>
    NotAsked,
}

/// <summary>The way to the person who does what Microsoft Graph cannot.</summary>
public interface IAtThePage
{
    /// <summary>Tells what to do, and opens the page where that is wanted.</summary>
    Task ShowAsync(KaceAadStep task, CancellationToken cancellationToken);

    /// <summary>Asks whether it is done.</summary>
    Task<PersonAnswer> AskAsync(KaceAadStep task, CancellationToken cancellationToken);
}
