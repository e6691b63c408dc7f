using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using Naru.Primitives;

namespace Naru.Agent.Server;

/// <summary>Makes the channel to the server from its address: <c>unix:PATH</c>, or <c>https://HOST:PORT</c> with certificates of both sides.</summary>
public static class ServerChannel
{
    private const string UnixPrefix = "unix:";

    /// <summary>A server whose machine is gone says nothing; after twice this time the stream is over.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    public static Result<GrpcChannel> Open(string address, AgentConfiguration configuration)
    {
        if (address.StartsWith(UnixPrefix, StringComparison.Ordinal))
            return OpenUnix(address[UnixPrefix.Length..]);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            return Error.Invalid($"'{address}' is no address of a server: expected unix:PATH, or https://HOST:PORT.");
        if (configuration is not { Certificate: { } certificate, CertificateKey: { } key, CertificateAuthority: { } authority })
        {
            return Error.Invalid(
                $"The server {address} is reached over the network, so the configuration must name certificate, certificateKey and certificateAuthority.");
        }
        return OpenTls(uri, certificate, key, authority);
    }

    private static GrpcChannel OpenUnix(string path) => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            KeepAlivePingDelay = KeepAlive,
            KeepAlivePingTimeout = KeepAlive,
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        },
        MaxReceiveMessageSize = null,
        DisposeHttpClient = true,
    });

    private static Result<GrpcChannel> OpenTls(Uri uri, string certificate, string key, string authority)
    {
        X509Certificate2 own, root;
        try
        {
            own = X509Certificate2.CreateFromPemFile(certificate, key);
            root = X509CertificateLoader.LoadCertificateFromFile(authority);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Cryptography.CryptographicException)
        {
            return Error.Invalid($"The certificates for {uri} cannot be read: {exception.Message}");
        }
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        return GrpcChannel.ForAddress(uri, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                KeepAlivePingDelay = KeepAlive,
                KeepAlivePingTimeout = KeepAlive,
                SslOptions = new SslClientAuthenticationOptions
                {
                    ClientCertificates = [own],
                    CertificateChainPolicy = policy,
                },
            },
            MaxReceiveMessageSize = null,
            DisposeHttpClient = true,
        });
    }
}
