using System.Security.Cryptography;
using Naru.Agent.Server;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Specs.Instances;

/// <summary>Images in memory.</summary>
internal sealed class FakeImages : IContent
{
    private readonly Dictionary<string, byte[]> _octets = [];

    public static NodeInstanceImage Describe(string format, byte[] octets) =>
        new(Guid.NewGuid().ToString(), format, Convert.ToHexStringLower(SHA512.HashData(octets)), octets.Length);

    public byte[] Octets(string id) => _octets[id];

    public void Add(string id, byte[] octets) => _octets[id] = octets;

    public async Task<Result<long>> FetchAsync(string kind, string image, Stream target, CancellationToken cancellation)
    {
        await target.WriteAsync(_octets[image], cancellation);
        return _octets[image].Length;
    }

    public async Task<Result<long>> DeliverAsync(string kind, string image, Stream source, CancellationToken cancellation)
    {
        using var octets = new MemoryStream();
        await source.CopyToAsync(octets, cancellation);
        _octets[image] = octets.ToArray();
        return octets.Length;
    }
}
