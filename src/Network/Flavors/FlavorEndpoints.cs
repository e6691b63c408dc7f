using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Flavors;

/// <summary>Flavors and their profiles, who provides a flavor, and who provides anything (<c>/service-providers</c>).</summary>
internal static class FlavorEndpoints
{
    private const string Bindings = "flavors/{flavor}/service_profiles";

    public static void MapFlavors(this IEndpointRouteBuilder routes, Api api)
    {
        api.Policies.Default("get_flavor_service_profile", "role:reader or role:admin");
        api.Policies.Default("create_flavor_service_profile", Rules.AdminOnly);
        api.Policies.Default("delete_flavor_service_profile", Rules.AdminOnly);
        api.Policies.Default("get_service_provider", "role:reader or role:admin");

        var flavors = ResourceEndpoints<Flavor>.Map(routes, api, FlavorResource.Definition, new FlavorRules());
        ResourceEndpoints<ServiceProfile>.Map(routes, api, FlavorResource.Profiles, new ServiceProfileRules());

        api.Map(routes, HttpMethods.Get, Bindings, request =>
            Find(flavors, request, request.State, "get_flavor_service_profile").Map(flavor => Show("service_profiles", writer =>
            {
                foreach (var id in flavor.ServiceProfileIds)
                    WriteId(writer, id);
            })));
        api.Map(routes, HttpMethods.Get, $"{Bindings}/{{id}}", request =>
            Find(flavors, request, request.State, "get_flavor_service_profile").Then<Reply>(flavor => flavor.ServiceProfileIds.Items.Contains(request.Route("id"))
                ? ShowOne(request.Route("id"))
                : FlavorErrors.NotBound(request.Route("id"), flavor.Id)));
        api.Map(routes, HttpMethods.Post, Bindings, async request =>
        {
            if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ReadId(body).TryGet(out var id, out error))
                return error;
            return (await ChangeAsync(flavors, api, request, "create_flavor_service_profile", (state, flavor) => Bind(state, flavor, id)))
                .Map(_ => ShowOne(id, StatusCodes.Status201Created));
        });
        api.Map(routes, HttpMethods.Delete, $"{Bindings}/{{id}}", async request =>
            (await ChangeAsync(flavors, api, request, "delete_flavor_service_profile", (_, flavor) => Release(flavor, request.Route("id"))))
                .Map(_ => Reply.NoContent));
        api.Map(routes, HttpMethods.Get, "flavors/{flavor}/next_providers", request =>
            Find(flavors, request, request.State, "get_flavor_service_profile")
                .Then(flavor => FlavorRules.ProviderOf(request.State, flavor.Id))
                .Map(provider => Show("next_providers", writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("provider", provider.Name);
                    writer.WriteString("driver", provider.Driver);
                    writer.WriteEndObject();
                })));
        api.Map(routes, HttpMethods.Get, "service-providers", Result<Reply> (request) =>
            api.Policies.Allows("get_service_provider", request.Caller, new ListTarget(request.Http.Request.Query, request.Http.Request.RouteValues, request.Caller))
                ? Show("service_providers", writer => WriteProviders(writer, request.Http.Request.Query))
                : api.Style.NotAllowed("get_service_provider"));
    }

    private static Result<Flavor> Find(ResourceEndpoints<Flavor> flavors, ApiRequest request, IStateReader state, string rule) =>
        flavors.FindFor(state, request.Caller, request.Route("flavor"), rule);

    private static async ValueTask<Result<Flavor>> ChangeAsync(
        ResourceEndpoints<Flavor> flavors, Api api, ApiRequest request, string rule, Func<IStateReader, Flavor, Result<Flavor>> change) =>
        await api.Store.WriteAsync(request.Write, Result<Flavor> (state) =>
        {
            if (!Find(flavors, request, state, rule).TryGet(out var flavor, out var error) || !change(state, flavor).TryGet(out var changed, out error))
                return error;
            state.Update(FlavorTables.Flavors, changed.Touched(state));
            return changed;
        });

    private static Result<Flavor> Bind(IStateReader state, Flavor flavor, string profileId)
    {
        if (!state.In(FlavorTables.Profiles).Contains(profileId))
            return FlavorErrors.ProfileNotFound(profileId);
        return flavor.ServiceProfileIds.Items.Contains(profileId)
            ? FlavorErrors.AlreadyBound(profileId, flavor.Id)
            : flavor with { ServiceProfileIds = [.. flavor.ServiceProfileIds.Items, profileId] };
    }

    private static Result<Flavor> Release(Flavor flavor, string profileId) => flavor.ServiceProfileIds.Items.Contains(profileId)
        ? flavor with { ServiceProfileIds = flavor.ServiceProfileIds.Items.Remove(profileId).ToEquatableList() }
        : FlavorErrors.NotBound(profileId, flavor.Id);

    private static Result<string> ReadId(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("service_profile", out var profile)
            || profile.ValueKind is not JsonValueKind.Object || !profile.TryGetProperty("id", out var id))
        {
            return NetworkErrors.BadRequest("Unable to find 'service_profile' with its 'id' in request body");
        }
        return Kinds.Uuid.Read(id) is { Error: { } reason } ? NetworkErrors.BadRequest($"Invalid input for id. Reason: {reason.Message}.") : id.GetString()!;
    }

    private static void WriteProviders(Utf8JsonWriter writer, IQueryCollection query)
    {
        foreach (var provider in ServiceProvider.All)
        {
            if (!Matches("name", provider.Name) || !Matches("service_type", ServiceTypes.Router) || !Matches("default", "False"))
                continue;
            writer.WriteStartObject();
            writer.WriteString("service_type", ServiceTypes.Router);
            writer.WriteString("name", provider.Name);
            writer.WriteBoolean("default", false);
            writer.WriteEndObject();
        }

        bool Matches(string name, string value) => !query.TryGetValue(name, out var wanted) || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);
    }

    private static Reply Show(string name, Action<Utf8JsonWriter> items) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        items(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static Reply ShowOne(string profileId, int status = StatusCodes.Status200OK) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("service_profile");
            WriteId(writer, profileId);
            writer.WriteEndObject();
        },
        status);

    private static void WriteId(Utf8JsonWriter writer, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteEndObject();
    }
}
