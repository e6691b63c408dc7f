using System.Text;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>What instances encrypt for their users and leave at the metadata service: <c>os-server-password</c> shows it.</summary>
internal sealed class SealedPasswords(Store store) : IContentSource
{
    public string Kind => NodeContentKinds.SealedPassword;

    public Task<Result<Stream>> OpenAsync(string host, string id, CancellationToken cancellation) =>
        Task.FromResult<Result<Stream>>(Error.NotFound("NoContent", "A password is part of what an instance is."));

    public async Task<Result<long>> ReceiveAsync(string host, string id, Stream content, CancellationToken cancellation)
    {
        using var octets = new MemoryStream();
        await content.CopyToAsync(octets, cancellation);
        return await store.WriteAsync(new WriteContext("password", host), Result<long> (state) =>
        {
            if (state.In(ComputeTables.Servers).Find(id) is not { } server)
                return Error.NotFound("InstanceNotFound", $"There is no instance {id}.");
            if (server.SealedPassword is not null)
                return Error.Conflict("PasswordIsSet", $"Instance {id} has a password already: it has to be cleared first.");
            state.Update(ComputeTables.Servers, server with { SealedPassword = Encoding.UTF8.GetString(octets.ToArray()) });
            return octets.Length;
        }, cancellation);
    }
}
