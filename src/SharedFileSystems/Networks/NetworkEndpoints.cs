using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Shares;
using Naru.State;

namespace Naru.SharedFileSystems.Networks;

/// <summary><c>/share-networks</c></summary>
internal sealed class NetworkEndpoints(ShareApi api, Store store)
{
    private const string All = "share-networks";
    private const string One = "share-networks/{id}";

    private static readonly HashSet<string> Statuses = [ShareNetwork.Active, "error", "network_change"];

    private static readonly Dictionary<string, Func<ShareNetwork, string?>> Attributes = new()
    {
        ["name"] = network => network.Name,
        ["description"] = network => network.Description,
        ["neutron_net_id"] = network => network.DefaultSubnet?.NetworkId,
        ["neutron_subnet_id"] = network => network.DefaultSubnet?.SubnetId,
        ["network_type"] = network => network.DefaultSubnet?.NetworkType,
        ["segmentation_id"] = network => network.DefaultSubnet?.SegmentationId?.ToString(CultureInfo.InvariantCulture),
        ["cidr"] = network => network.DefaultSubnet?.Cidr,
        ["ip_version"] = network => network.DefaultSubnet?.Cidr is null ? null : "4",
    };

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => List(request, "share_network:index", NetworkShapes.Summary));
        api.Map(HttpMethods.Get, "share-networks/detail", request => List(request, "share_network:detail", NetworkShapes.Detail));
        api.Map(HttpMethods.Post, All, CreateAsync);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, request.Id, "share_network:show").Map(network => Show(request, network)));
        api.Map(HttpMethods.Put, One, UpdateAsync);
        api.Map(HttpMethods.Delete, One, DeleteAsync);
        api.MapAction(One, "add_security_service", AddServiceAsync);
        api.MapAction(One, "remove_security_service", RemoveServiceAsync);
        api.MapAction(One, "update_security_service", ExchangeServiceAsync, since: 63);
        api.MapAction(One, "add_security_service_check", request => Task.FromResult(Check(request, "add_security_service_check")), since: 63);
        api.MapAction(One, "update_security_service_check", request => Task.FromResult(Check(request, "update_security_service_check")), since: 63);
        api.MapAction(One, "reset_status", request => store.WriteAsync(request.Write, state => Find(state, request, request.Id, "share_network:reset_status").Then(network => StatusReset.Read(request, Statuses).Map(status =>
        {
            state.Update(ShareTables.Networks, network with { Status = status, UpdatedAt = state.Time });
            return Replies.Accepted;
        }))), since: 63);
    }

    public static Result<ShareNetwork> Find(IStateReader state, ShareRequest request, string id, string rule)
    {
        if (state.In(ShareTables.Networks).Find(id) is not { } network || (!request.Caller.IsAdmin && network.ProjectId != request.Caller.ProjectId))
            return ManilaErrors.NotFound("Share network", id);
        return request.Refusal(rule, network.ProjectId) is { } refusal ? refusal : network;
    }

    private static Reply Show(ShareRequest request, ShareNetwork network) => Replies.One("share_network", NetworkShapes.Detail, network, request.Viewer);

    private static Result<Reply> List(ShareRequest request, string rule, Shape<ShareNetwork> shape)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        IEnumerable<ShareNetwork> all = request.State.In(ShareTables.Networks).All;
        var isAll = Filters.IsOfAllProjects(request, "share_network:get_all_share_networks");
        if (request.Query("project_id") is { } project && request.Allows("share_network:get_all_share_networks", request.Caller.ProjectId))
            all = all.Where(network => network.ProjectId == project);
        else if (!isAll)
            all = all.Where(network => network.ProjectId == request.Caller.ProjectId);
        if (request.Query("security_service_id") is { } service)
            all = all.Where(network => network.SecurityServices.Items.Contains(service));
        if (!Day(request, "created_since").TryGet(out var since, out var error) || !Day(request, "created_before").TryGet(out var before, out error))
            return error;
        var found = Filters.Matching(request, all, Attributes)
            .Where(network => (since is null || network.CreatedAt >= since) && (before is null || network.CreatedAt <= before)).OrderByDescending(network => network.CreatedAt).ToList();
        return Page<ShareNetwork>.Of(request, found).Map(page => Replies.Many("share_networks", shape, page.Items, request.Viewer));
    }

    private static Result<DateTimeOffset?> Day(ShareRequest request, string name)
    {
        if (request.Query(name) is not { } text)
            return default(DateTimeOffset?);
        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            ? (DateTimeOffset?)day
            : ManilaErrors.Invalid($"'{name}' is '{text}': expected a day such as 2026-01-31.");
    }

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (request.Refusal("share_network:create", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!BodyReader.Of(request.Body, "share_network").TryGet(out var body, out var error))
            return error;
        if (request.Version.Minor < 26 && !body.IsNullOrAbsent("nova_net_id"))
            return ManilaErrors.Invalid("nova networking is not supported starting in Ocata.");
        var (name, description) = (body.Text("name"), body.Text("description"));
        if (!NewSubnet.Read(request, body).TryGet(out var subnet, out error))
            return error;
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state =>
        {
            if (QuotaCheck.OfOther(state, request.Caller.ProjectId, request.Caller.UserId, QuotaCheck.Networks) is { } over)
                return over;
            var network = new ShareNetwork
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = request.Caller.ProjectId,
                Name = name,
                Description = description,
                Status = ShareNetwork.Active,
                Subnets = [subnet with { CreatedAt = state.Time }],
                CreatedAt = state.Time,
            };
            state.Insert(ShareTables.Networks, network);
            return (Result<Reply>)Show(request, network);
        });
    }

    private async Task<Result<Reply>> UpdateAsync(ShareRequest request)
    {
        if (!Find(request.State, request, request.Id, "share_network:update").TryGet(out _, out var error))
            return error;
        if (!BodyReader.Of(request.Body, "share_network").TryGet(out var body, out error))
            return ManilaErrors.NoEntity(error.Message);
        var (name, description) = (body.Text("name"), body.Text("description"));
        var (net, subnet) = (body.Text("neutron_net_id"), body.Text("neutron_subnet_id"));
        if (body.Problem is { } problem)
            return problem;
        if (request.Version.Minor < 26 && !body.IsNullOrAbsent("nova_net_id"))
            return ManilaErrors.Invalid("nova networking is not supported starting in Ocata.");
        return await store.WriteAsync(request.Write, state => Find(state, request, request.Id, "share_network:update").Then<Reply>(network =>
        {
            var changesNetwork = body.Has("neutron_net_id") || body.Has("neutron_subnet_id");
            if (changesNetwork && ShareServers.IsUsed(state, network.Id))
                return ManilaErrors.Forbidden($"Cannot update share network {network.Id}. It is used by share servers.");
            if (changesNetwork && network.DefaultSubnet is null)
                return ManilaErrors.Invalid("The default subnet of the share network does not exist; it is what is updated.");
            var changed = network with
            {
                Name = body.Has("name") ? name : network.Name,
                Description = body.Has("description") ? description : network.Description,
                Subnets = !changesNetwork ? network.Subnets : [.. network.Subnets.Items.Select(one => one.AvailabilityZone is not null ? one : one with { NetworkId = net ?? one.NetworkId, SubnetId = subnet ?? one.SubnetId, UpdatedAt = state.Time })],
                UpdatedAt = state.Time,
            };
            state.Update(ShareTables.Networks, changed);
            return Show(request, changed);
        }));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => Find(state, request, request.Id, "share_network:delete").Then<Reply>(network =>
    {
        if (ShareTables.SharesByNetwork.Any(state, network.Id) || state.In(ShareTables.Groups).All.Any(group => group.ShareNetworkId == network.Id))
            return ManilaErrors.Conflict($"Can not delete share network {network.Id}, it has shares or share groups.");
        if (network.Subnets.Count > 1)
            return ManilaErrors.Conflict($"The share network {network.Id} has more than one subnet attached. Please remove the subnets untill you have one or no subnets remaining.");
        ShareServers.Release(state, network.Id);
        state.Delete(ShareTables.Networks, network.Id);
        return Replies.Accepted;
    }));

    private Task<Result<Reply>> AddServiceAsync(ShareRequest request) => ChangeServicesAsync(request, "add_security_service", (state, network, body) =>
    {
        if (!SecurityServiceEndpoints.Find(state, request, body.NeededText("security_service_id"), "security_service:show").TryGet(out var service, out var error))
            return error;
        if (ShareServers.IsUsed(state, network.Id))
            return ManilaErrors.Forbidden($"Cannot associate security service with share network {network.Id}, which is used.");
        if (network.SecurityServices.Items.Contains(service.Id))
            return ManilaErrors.Conflict($"Security service {service.Id} is already associated with share network {network.Id}.");
        if (network.SecurityServices.Items.Any(id => state.In(ShareTables.SecurityServices).Find(id)?.Type == service.Type))
            return ManilaErrors.Conflict($"Cannot add security service {service.Id}: share network {network.Id} already has one of type '{service.Type}'.");
        return network with { SecurityServices = [.. network.SecurityServices.Items, service.Id] };
    });

    private Task<Result<Reply>> RemoveServiceAsync(ShareRequest request) => ChangeServicesAsync(request, "remove_security_service", (state, network, body) =>
    {
        var id = body.NeededText("security_service_id");
        if (ShareServers.IsUsed(state, network.Id))
            return ManilaErrors.Forbidden($"Cannot remove security services. Share network {network.Id} is used.");
        return network.SecurityServices.Items.Contains(id)
            ? network with { SecurityServices = [.. network.SecurityServices.Items.Where(one => one != id)] }
            : ManilaErrors.NotFound($"Security service of share network {network.Id}", id);
    });

    private Task<Result<Reply>> ExchangeServiceAsync(ShareRequest request) => ChangeServicesAsync(request, "update_security_service", (state, network, body) =>
    {
        var (current, next) = (body.NeededText("current_service_id"), body.NeededText("new_service_id"));
        if (!SecurityServiceEndpoints.Find(state, request, current, "security_service:show").TryGet(out var old, out var error)
            || !SecurityServiceEndpoints.Find(state, request, next, "security_service:show").TryGet(out var service, out error))
        {
            return error.Kind is ErrorKind.NotFound ? ManilaErrors.Invalid(error.Message) : error;
        }
        if (old.Type != service.Type)
            return ManilaErrors.Conflict("A security service can only be replaced by one of the same type.");
        if (!network.SecurityServices.Items.Contains(current))
            return ManilaErrors.Conflict($"Security service {current} is not associated with share network {network.Id}.");
        return network with { SecurityServices = [.. network.SecurityServices.Items.Where(id => id != current), next] };
    });

    private async Task<Result<Reply>> ChangeServicesAsync(ShareRequest request, string action, Func<Transaction, ShareNetwork, BodyReader, Result<ShareNetwork>> change)
    {
        if (!BodyReader.Of(request.Body, action).TryGet(out var body, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => Find(state, request, request.Id, $"share_network:{action}").Then(network => change(state, network, body)).Map(network =>
        {
            var changed = network with { UpdatedAt = state.Time };
            state.Update(ShareTables.Networks, changed);
            return Show(request, changed);
        }));
    }

    // Whether the servers of the network could take the change: they join no directory, so nothing but their being there is in its way.
    private static Result<Reply> Check(ShareRequest request, string action) => Find(request.State, request, request.Id, $"share_network:{action}").Then(network =>
    {
        if (!BodyReader.Of(request.Body, action).TryGet(out var body, out var error))
            return error;
        var (current, next) = (body.Text("current_service_id"), body.Text("new_service_id") ?? body.Text("security_service_id"));
        if (body.Problem is { } problem)
            return problem;
        return (Result<Reply>)Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteBoolean("compatible", !ShareServers.IsUsed(request.State, network.Id));
                writer.WriteStartObject("requested_operation");
                writer.WriteString("operation", current is null ? "add_security_service" : "update_security_service");
                writer.WriteString("current_security_service", current);
                writer.WriteString("new_security_service", next);
                writer.WriteEndObject();
                if (request.Caller.IsAdmin)
                {
                    writer.WriteStartObject("hosts_check_result");
                    writer.WriteEndObject();
                }
                writer.WriteEndObject();
            },
            StatusCodes.Status202Accepted);
    });
}
