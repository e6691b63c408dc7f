using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Naru.Commands;

/// <summary>Where agents of other machines attach: TCP with certificates of both sides.</summary>
internal sealed record AgentListener(IPEndPoint EndPoint, X509Certificate2 Certificate, X509Certificate2 Authority)
{
    public void Listen(KestrelServerOptions kestrel) => kestrel.Listen(EndPoint, endpoint =>
    {
        endpoint.Protocols = HttpProtocols.Http2;
        endpoint.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = Certificate,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (client, _, _) => IsSigned(client),
        });
    });

    // Only our own authority counts, whatever the machine trusts.
    private bool IsSigned(X509Certificate2 client)
    {
        using var chain = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        chain.ChainPolicy.CustomTrustStore.Add(Authority);
        return chain.Build(client);
    }
}
