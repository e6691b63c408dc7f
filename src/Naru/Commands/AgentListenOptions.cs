using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary>The options of <c>naru server</c> for agents of other machines.</summary>
internal sealed record AgentListenOptions(
    Option<string?> Address, Option<FileInfo?> Certificate, Option<FileInfo?> Key, Option<FileInfo?> Authority)
{
    public IEnumerable<Option> All => [Address, Certificate, Key, Authority];

    public static AgentListenOptions Create() => new(
        new Option<string?>("--agent-listen") { Description = "ADDRESS:PORT for agents of other machines, over TLS with certificates of both sides." },
        new Option<FileInfo?>("--certificate") { Description = "The server's certificate (PEM) for --agent-listen." },
        new Option<FileInfo?>("--certificate-key") { Description = "The private key (PEM) of --certificate." },
        new Option<FileInfo?>("--certificate-authority") { Description = "The certificate (PEM) of the authority that signs agents' certificates." });

    /// <returns>Null when agents only come from this machine.</returns>
    public Result<AgentListener?> Read(ParseResult parsed)
    {
        if (parsed.GetValue(Address) is not { } address)
            return default(Result<AgentListener?>);
        if (!IPEndPoint.TryParse(address, out var endPoint) || endPoint.Port == 0)
            return Error.Invalid($"--agent-listen '{address}' is not ADDRESS:PORT, such as 0.0.0.0:5081.");
        if (parsed.GetValue(Certificate) is not { } certificate || parsed.GetValue(Key) is not { } key || parsed.GetValue(Authority) is not { } authority)
            return Error.Invalid("--agent-listen needs --certificate, --certificate-key and --certificate-authority.");
        try
        {
            return new AgentListener(
                endPoint,
                X509Certificate2.CreateFromPemFile(certificate.FullName, key.FullName),
                X509CertificateLoader.LoadCertificateFromFile(authority.FullName));
        }
        catch (Exception exception) when (exception is IOException or CryptographicException)
        {
            return Error.Invalid($"The certificates for --agent-listen cannot be read: {exception.Message}");
        }
    }
}
