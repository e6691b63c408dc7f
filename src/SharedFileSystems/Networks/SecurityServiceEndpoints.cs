using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Networks;

/// <summary><c>/security-services</c></summary>
internal sealed class SecurityServiceEndpoints(ShareApi api, Store store)
{
    private const string All = "security-services";
    private const string One = "security-services/{id}";

    private static readonly ShapeField<SecurityService, Viewer>[] Brief =
    [
        Fields.Text<SecurityService>("id", service => service.Id),
        Fields.Text<SecurityService>("name", service => service.Name),
        Fields.Text<SecurityService>("type", service => service.Type),
        Fields.Text<SecurityService>("status", _ => "new"),
    ];

    private static readonly Shape<SecurityService> Summary = new(Brief);

    private static readonly Shape<SecurityService> Detail = new(
    [
        .. Brief,
        Fields.Time<SecurityService>("created_at", service => service.CreatedAt),
        Fields.Time<SecurityService>("updated_at", service => service.UpdatedAt),
        Fields.Text<SecurityService>("description", service => service.Description),
        Fields.Text<SecurityService>("dns_ip", service => service.DnsIp),
        Fields.Text<SecurityService>("server", service => service.Server),
        Fields.Text<SecurityService>("domain", service => service.Domain),
        Fields.Text<SecurityService>("user", service => service.User),
        Fields.Text<SecurityService>("password", service => service.Password),
        Fields.Text<SecurityService>("project_id", service => service.ProjectId),
        Fields.Text<SecurityService>("ou", service => service.Ou, since: 44),
        Fields.Text<SecurityService>("default_ad_site", service => service.DefaultAdSite, since: 76),
    ]);

    private static readonly Dictionary<string, Func<SecurityService, string?>> Attributes = new()
    {
        ["name"] = service => service.Name,
        ["type"] = service => service.Type,
        ["status"] = _ => "new",
        ["dns_ip"] = service => service.DnsIp,
        ["server"] = service => service.Server,
        ["domain"] = service => service.Domain,
        ["user"] = service => service.User,
        ["ou"] = service => service.Ou,
        ["description"] = service => service.Description,
    };

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => List(request, "security_service:index", Summary));
        api.Map(HttpMethods.Get, "security-services/detail", request => List(request, "security_service:detail", Detail));
        api.Map(HttpMethods.Post, All, CreateAsync);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, request.Id, "security_service:show").Map(service => Show(request, service)));
        api.Map(HttpMethods.Put, One, UpdateAsync);
        api.Map(HttpMethods.Delete, One, request => store.WriteAsync(request.Write, state => Find(state, request, request.Id, "security_service:delete").Then<Reply>(service =>
        {
            if (ShareTables.NetworksByService.Of(state, service.Id).FirstOrDefault() is { } network)
                return ManilaErrors.Forbidden($"Cannot delete security service {service.Id}. It is assigned to share network {network.Id}.");
            state.Delete(ShareTables.SecurityServices, service.Id);
            return Replies.Accepted;
        })));
    }

    public static Result<SecurityService> Find(IStateReader state, ShareRequest request, string id, string rule)
    {
        if (state.In(ShareTables.SecurityServices).Find(id) is not { } service || (!request.Caller.IsAdmin && service.ProjectId != request.Caller.ProjectId))
            return ManilaErrors.NotFound("Security service", id);
        return request.Refusal(rule, service.ProjectId) is { } refusal ? refusal : service;
    }

    private static Reply Show(ShareRequest request, SecurityService service) => Replies.One("security_service", Detail, service, request.Viewer);

    private static Result<Reply> List(ShareRequest request, string rule, Shape<SecurityService> shape)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        IEnumerable<SecurityService> all = request.State.In(ShareTables.SecurityServices).All;
        if (request.Query("share_network_id") is { } id)
        {
            if (!NetworkEndpoints.Find(request.State, request, id, "share_network:show").TryGet(out var network, out var error))
                return error;
            all = all.Where(service => network.SecurityServices.Items.Contains(service.Id));
        }
        else if (!Filters.IsOfAllProjects(request, "security_service:get_all_security_services"))
        {
            all = all.Where(service => service.ProjectId == request.Caller.ProjectId);
        }
        // What administrators ask for by an attribute that no service has is not there; of others such a question is not heard.
        if (request.Caller.IsAdmin && request.Queries.Any(query => !Attributes.ContainsKey(query.Key) && query.Key is not ("share_network_id" or "all_tenants" or "limit" or "offset" or "marker" or "project_id")))
            all = [];
        var found = Filters.Matching(request, all, Attributes).ToList();
        return Page<SecurityService>.Of(request, found).Map(page => Replies.Many("security_services", shape, page.Items, request.Viewer));
    }

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (request.Refusal("security_service:create", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!BodyReader.Of(request.Body, "security_service").TryGet(out var body, out var error))
            return ManilaErrors.NoEntity(error.Message);
        var service = Given(request, body, new SecurityService { Id = Guid.NewGuid().ToString(), ProjectId = request.Caller.ProjectId, Type = body.NeededText("type") });
        if (body.Problem is { } problem)
            return problem;
        if (service.Type is not ("ldap" or "kerberos" or "active_directory"))
            return ManilaErrors.Invalid($"Invalid type '{service.Type}': expected ldap, kerberos or active_directory.");
        if (service is { Type: "active_directory", Server: not null, DefaultAdSite: not null })
            return ManilaErrors.Invalid("Cannot create security service because both server and 'default_ad_site' were provided. Specify either server or 'default_ad_site'.");
        return await store.WriteAsync(request.Write, state =>
        {
            var made = service with { CreatedAt = state.Time };
            state.Insert(ShareTables.SecurityServices, made);
            return (Result<Reply>)Show(request, made);
        });
    }

    private async Task<Result<Reply>> UpdateAsync(ShareRequest request)
    {
        if (!Find(request.State, request, request.Id, "security_service:update").TryGet(out _, out var error))
            return error;
        if (!BodyReader.Of(request.Body, "security_service").TryGet(out var body, out error))
            return ManilaErrors.NoEntity(error.Message);
        return await store.WriteAsync(request.Write, state => Find(state, request, request.Id, "security_service:update").Then<Reply>(service =>
        {
            var changed = Given(request, body, service) with { UpdatedAt = state.Time };
            if (body.Problem is { } problem)
                return problem;
            state.Update(ShareTables.SecurityServices, changed);
            return Show(request, changed);
        }));
    }

    /// <summary>The service with what the body says over it.</summary>
    private static SecurityService Given(ShareRequest request, BodyReader body, SecurityService old) => old with
    {
        Name = body.Has("name") ? body.Text("name") : old.Name,
        Description = body.Has("description") ? body.Text("description") : old.Description,
        DnsIp = body.Has("dns_ip") ? body.Text("dns_ip") : old.DnsIp,
        Server = body.Has("server") ? body.Text("server") : old.Server,
        Domain = body.Has("domain") ? body.Text("domain") : old.Domain,
        User = body.Has("user") ? body.Text("user") : old.User,
        Password = body.Has("password") ? body.Text("password") : old.Password,
        Ou = request.Version.Minor >= 44 && body.Has("ou") ? body.Text("ou") : old.Ou,
        DefaultAdSite = request.Version.Minor >= 76 && body.Has("default_ad_site") ? body.Text("default_ad_site") : old.DefaultAdSite,
    };
}
