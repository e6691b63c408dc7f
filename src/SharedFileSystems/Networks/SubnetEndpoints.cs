using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Servers;
using Naru.State;

namespace Naru.SharedFileSystems.Networks;

/// <summary><c>/share-networks/{id}/subnets</c></summary>
internal sealed class SubnetEndpoints(ShareApi api, Store store, ShareServers servers)
{
    private const int Since = 51;
    private const string All = "share-networks/{id}/subnets";
    private const string One = All + "/{subnet_id}";

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => FindNetwork(request.State, request, "index").Map(network =>
            Replies.Many("share_network_subnets", NetworkShapes.Subnet(network), network.Subnets.Items, request.Viewer)), Since);
        api.Map(HttpMethods.Post, All, CreateAsync, Since);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, "show").Map(found => Show(request, found)), Since);
        api.Map(HttpMethods.Delete, One, DeleteAsync, Since);
        api.MapAction("share-networks/{id}", "share_network_subnet_create_check", request => Task.FromResult(Check(request)), since: 70);
        new MetadataEndpoints<(ShareNetwork Network, ShareNetworkSubnet Subnet)>(
            One, 78, (state, request, what) => Find(state, request, $"{what}_metadata"), found => found.Subnet.Metadata,
            (state, found, metadata) => state.Update(ShareTables.Networks, found.Network with
            {
                Subnets = [.. found.Network.Subnets.Items.Select(subnet => subnet.Id == found.Subnet.Id ? subnet with { Metadata = metadata, UpdatedAt = state.Time } : subnet)],
            })).Map(api, store);
    }

    private static Result<ShareNetwork> FindNetwork(IStateReader state, ShareRequest request, string what) =>
        NetworkEndpoints.Find(state, request, request.Id, $"share_network_subnet:{what}");

    private static Result<(ShareNetwork Network, ShareNetworkSubnet Subnet)> Find(IStateReader state, ShareRequest request, string what) =>
        FindNetwork(state, request, what).Then<(ShareNetwork Network, ShareNetworkSubnet Subnet)>(network =>
            network.Subnets.Items.FirstOrDefault(subnet => subnet.Id == request.Route("subnet_id")) is { } found
                ? (network, found)
                : ManilaErrors.NotFound("Share network subnet", request.Route("subnet_id")));

    private static Reply Show(ShareRequest request, (ShareNetwork Network, ShareNetworkSubnet Subnet) found) =>
        Replies.One("share_network_subnet", NetworkShapes.Subnet(found.Network), found.Subnet, request.Viewer);

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (!FindNetwork(request.State, request, "create").TryGet(out _, out var error) || !BodyReader.Of(request.Body, "share-network-subnet").TryGet(out var body, out error)
            || !NewSubnet.Read(request, body).TryGet(out var subnet, out error))
        {
            return error;
        }
        return await store.WriteAsync(request.Write, state => FindNetwork(state, request, "create").Then<Reply>(network =>
        {
            if (network.Subnets.Items.Any(one => one.AvailabilityZone == subnet.AvailabilityZone && (request.Version.Minor < 70 || (one.NetworkId == subnet.NetworkId && one.SubnetId == subnet.SubnetId))))
                return ManilaErrors.Conflict($"Another share network subnet for {(subnet.AvailabilityZone is null ? "all availability zones" : $"the availability zone {subnet.AvailabilityZone}")} exists in share network {network.Id}.");
            if (!servers.Extend(state, network, subnet with { CreatedAt = state.Time }).TryGet(out var made, out var unusable))
                return unusable;
            var changed = network with { Subnets = [.. network.Subnets.Items, made], UpdatedAt = state.Time };
            state.Update(ShareTables.Networks, changed);
            return Show(request, (changed, made));
        }));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => Find(state, request, "delete").Then<Reply>(found =>
    {
        if (ShareTables.SharesByNetwork.Any(state, found.Network.Id))
            return ManilaErrors.Conflict($"Cannot delete share network subnet {found.Subnet.Id}: share network {found.Network.Id} has shares.");
        ShareServers.Release(state, found.Network.Id);
        state.Update(ShareTables.Networks, found.Network with { Subnets = [.. found.Network.Subnets.Items.Where(subnet => subnet.Id != found.Subnet.Id)], UpdatedAt = state.Time });
        return Replies.Accepted;
    }));

    private static Result<Reply> Check(ShareRequest request) => NetworkEndpoints.Find(request.State, request, request.Id, "share_network:subnet_create_check").Then(_ =>
        BodyReader.Of(request.Body, "share_network_subnet_create_check").Then(body => NewSubnet.Read(request, body)).Map(_ => Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteBoolean("compatible", true);
                if (request.Caller.IsAdmin)
                {
                    writer.WriteStartObject("hosts_check_result");
                    writer.WriteEndObject();
                }
                writer.WriteEndObject();
            },
            StatusCodes.Status202Accepted)));
}
