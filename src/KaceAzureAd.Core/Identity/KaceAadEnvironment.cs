using System.Security.Cryptography.X509Certificates;

namespace KaceAzureAd.Identity;

/// <summary>A Microsoft cloud: where its users sign in and where its Graph is (facts.md 6.7).</summary>
public sealed class KaceAadEnvironment
{
    /// <summary>Worldwide cloud, GCC included.</summary>
    public static readonly KaceAadEnvironment Global = new("Global", "https://login.microsoftonline.com", "https://graph.microsoft.com");

    /// <summary>US Government L4 (GCC High).</summary>
    public static readonly KaceAadEnvironment USGov = new("USGov", "https://login.microsoftonline.us", "https://graph.microsoft.us");

    /// <summary>US Government L5 (DoD).</summary>
    public static readonly KaceAadEnvironment USGovDoD = new("USGovDoD", "https://login.microsoftonline.us", "https://dod-graph.microsoft.us");

    /// <summary>China, operated by 21Vianet.</summary>
    public static readonly KaceAadEnvironment China = new(
        "China", "https://login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn", "https://login.chinacloudapi.cn");

    private KaceAadEnvironment(string name, string signIn, string graph, params string[] otherSignIns)
    {
        Name = name;
        SignInEndpoint = new Uri(signIn);
        GraphEndpoint = new Uri(graph);
        SignInOrigins = [Origin(SignInEndpoint), .. otherSignIns.Select(o => Origin(new Uri(o)))];
        IsBuiltIn = true;
    }

    private KaceAadEnvironment(string name, Uri signIn, Uri graph, X509Certificate2? trustedCertificate)
    {
        Name = name;
        SignInEndpoint = signIn;
        GraphEndpoint = graph;
        SignInOrigins = [Origin(signIn)];
        TrustedCertificate = trustedCertificate;
    }

    /// <summary>The four clouds that Microsoft runs.</summary>
    public static IReadOnlyList<KaceAadEnvironment> BuiltIn { get; } = [Global, USGov, USGovDoD, China];

    /// <summary>Name, unique and without regard to case.</summary>
    public string Name { get; }

    /// <summary>Where users sign in: an https origin.</summary>
    public Uri SignInEndpoint { get; }

    /// <summary>Where Graph is: an https origin without a version.</summary>
    public Uri GraphEndpoint { get; }

    /// <summary>A certificate authority that is trusted, beside none other, for every connection of this environment; null for the system's trust.</summary>
    public X509Certificate2? TrustedCertificate { get; }

    /// <summary>True for one of Microsoft's clouds.</summary>
    public bool IsBuiltIn { get; }

    /// <summary>Origins (scheme, host, port) of this cloud's sign-in pages, older names included.</summary>
    internal IReadOnlyList<string> SignInOrigins { get; }

    /// <summary>Makes an environment of one's own.</summary>
    /// <param name="name">A name that none of Microsoft's clouds has.</param>
    /// <param name="signInEndpoint">Absolute https address without path.</param>
    /// <param name="graphEndpoint">Absolute https address without path.</param>
    /// <param name="trustedCertificate">The certificate authority to trust for it, or null.</param>
    /// <exception cref="Errors.KaceAadException"><c>KaceAad.InvalidEnvironment</c>.</exception>
    public static KaceAadEnvironment Create(string name, Uri signInEndpoint, Uri graphEndpoint, X509Certificate2? trustedCertificate = null)
    {
        if (string.IsNullOrWhiteSpace(name) || BuiltIn.Any(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new Errors.KaceAadException(
                Errors.ErrorCodes.InvalidEnvironment, $"'{name}' cannot name an environment of your own: it is empty or one of Microsoft's clouds.",
                "Choose another name.") { Target = name };
        }

        return new KaceAadEnvironment(name, Checked(signInEndpoint), Checked(graphEndpoint), trustedCertificate);
    }

    /// <summary>True where this address belongs to the environment's sign-in pages.</summary>
    public bool IsSignIn(Uri address) => SignInOrigins.Contains(Origin(address));

    /// <summary>True where this address belongs to the environment's Graph: the only place its tokens go.</summary>
    public bool IsGraph(Uri address) => Origin(address) == Origin(GraphEndpoint);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority).ToLowerInvariant();

    private static Uri Checked(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0 || address.PathAndQuery != "/")
        {
            throw new Errors.KaceAadException(
                Errors.ErrorCodes.InvalidEnvironment, $"'{address}' cannot be an endpoint of an environment: it is not an https address without path.",
                "Give it as in https://login.example.com.") { Target = address };
        }

        return new Uri(address.GetLeftPart(UriPartial.Authority));
    }
}
