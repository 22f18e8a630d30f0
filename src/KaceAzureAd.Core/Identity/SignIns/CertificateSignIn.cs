using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Errors;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>An application signs in with a certificate that is registered on it.</summary>
public sealed class CertificateSignIn : ConfidentialClientSignIn
{
    private readonly X509Certificate2 _certificate;

    /// <summary>Takes the certificate.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.CertificateUnusable</c>: it has no private key, or it is not valid now.</exception>
    public CertificateSignIn(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
        {
            throw Unusable(certificate, "it has no private key on this machine", "Give the certificate with its private key, as a PFX file holds it.");
        }

        var now = DateTime.Now;
        if (now > certificate.NotAfter || now < certificate.NotBefore)
        {
            var when = now > certificate.NotAfter ? $"it expired on {certificate.NotAfter:u}" : $"it is not valid before {certificate.NotBefore:u}";
            throw Unusable(certificate, $"{when}, and this machine's clock says {now:u}", "Register a valid certificate on the application and give that one; if the clock is wrong, set it right.");
        }

        _certificate = certificate;
    }

    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.Certificate;

    internal override string Again => "Check that the certificate is still registered on the application, and run Connect-KaceAad again.";

    private protected override ConfidentialClientApplicationBuilder Prove(ConfidentialClientApplicationBuilder builder) => builder.WithCertificate(_certificate);

    private static KaceAadException Unusable(X509Certificate2 certificate, string why, string advice) => new(
        ErrorCodes.CertificateUnusable, $"The certificate {certificate.Subject} ({certificate.Thumbprint}) cannot be used: {why}.", advice) { Target = certificate.Thumbprint };
}
