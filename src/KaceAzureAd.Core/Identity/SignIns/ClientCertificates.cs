using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Identity;

/// <summary>Finds the certificate that an application signs in with.</summary>
public static class ClientCertificates
{
    private const string Pem = "-----BEGIN ";

    /// <summary>In the store of the user, else of the machine.</summary>
    /// <param name="thumbprint">Hexadecimal SHA-1; blanks and the invisible mark that Windows' dialog copies along do not matter.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.CertificateNotFound</c>.</exception>
    public static X509Certificate2 FromStore(string thumbprint)
    {
        var wanted = new string([.. thumbprint.Where(Uri.IsHexDigit)]);
        foreach (var location in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine })
        {
            try
            {
                using var store = new X509Store(StoreName.My, location);
                store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
                if (store.Certificates.Find(X509FindType.FindByThumbprint, wanted, validOnly: false) is { Count: > 0 } found)
                {
                    return found[0];
                }
            }
            catch (CryptographicException)
            {
                // A store that is not there holds nothing; the machine's does not exist everywhere.
            }
        }

        throw new KaceAadException(
            ErrorCodes.CertificateNotFound, $"No certificate with the thumbprint '{thumbprint}' is in the personal store of this user or of this machine.",
            "Check the thumbprint, or give the certificate with -Certificate or -CertificatePath.") { Target = thumbprint };
    }

    /// <summary>In a PFX file, or in a PEM file that holds certificate and private key.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="password">Its password, or null.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.CertificateNotFound</c> or <c>KaceAad.CertificateUnusable</c>.</exception>
    public static X509Certificate2 FromFile(string path, SecureString? password)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            var text = password is null ? null : new NetworkCredential("", password).Password;
            return Encoding.ASCII.GetString(content).Contains(Pem) ? FromPem(content, text) : FromPfx(content, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KaceAadException(
                ErrorCodes.CertificateNotFound, $"The certificate file '{path}' cannot be read: {e.Message}", "Check -CertificatePath.") { Target = path };
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // A wrong password and a file that is no certificate cannot be told apart on every platform.
            throw new KaceAadException(
                ErrorCodes.CertificateUnusable, $"The certificate file '{path}' cannot be opened: {e.Message.TrimEnd('.')}.",
                "Check -CertificatePassword, and that the file is a PFX (PKCS#12), or a PEM file with both the certificate and its private key.") { Target = path };
        }
    }

#if NET
    // The private key stays with this process: none of it is written to the machine's key store.
    private static X509Certificate2 FromPfx(byte[] content, string? password) => new(content, password, X509KeyStorageFlags.EphemeralKeySet);

    private static X509Certificate2 FromPem(byte[] content, string? password)
    {
        var text = Encoding.UTF8.GetString(content);
        return password is null ? X509Certificate2.CreateFromPem(text, text) : X509Certificate2.CreateFromEncryptedPem(text, text, password);
    }
#else
    private static X509Certificate2 FromPfx(byte[] content, string? password) => new(content, password);

    private static X509Certificate2 FromPem(byte[] content, string? password) => throw new CryptographicException("Windows PowerShell 5.1 reads no PEM files; convert it to a PFX file");
#endif
}
