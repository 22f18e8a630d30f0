namespace KaceAzureAd.Help.Pages;

/// <summary>A page that help cannot be made of, in the form in which a build shows errors.</summary>
/// <param name="path">The page.</param>
/// <param name="line">Its line, from 1 on.</param>
/// <param name="message">What is wrong and what to do.</param>
public sealed class PageException(string path, int line, string message) : Exception($"{path}({line}): error KaceHelp: {message}");
