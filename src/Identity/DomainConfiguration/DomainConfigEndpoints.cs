using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.DomainConfiguration;

/// <summary><c>/domains/{id}/config</c>, one group of it, one option of it; and the defaults.</summary>
internal static class DomainConfigEndpoints
{
    private const string All = "domains/{domain_id}/config";
    private static readonly string[] Levels = [All, All + "/{group}", All + "/{group}/{option}"];
    private static readonly string[] DefaultLevels = ["domains/config/default", "domains/config/{group}/default", "domains/config/{group}/{option}/default"];

    public static void MapDomainConfig(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        var api = identity.Api;
        api.Policies.Default("get_domain_config", IdentityPolicies.SystemRead);
        api.Policies.Default("create_domain_config", IdentityPolicies.Admin);
        api.Policies.Default("update_domain_config", IdentityPolicies.Admin);
        api.Policies.Default("delete_domain_config", IdentityPolicies.Admin);

        foreach (var path in DefaultLevels)
        {
            api.Map(routes, HttpMethods.Get, path, request => identity.Allow(request, "get_domain_config").Then(_ => Show(request, Defaults())));
        }
        foreach (var path in Levels)
        {
            api.Map(routes, HttpMethods.Get, path, request => identity.Allow(request, "get_domain_config")
                .Then(_ => Find(request.State, request))
                .Then(config => Show(request, config.Options)));
            api.Map(routes, HttpMethods.Patch, path, request => ChangeAsync(request, "update_domain_config", Merge));
            api.Map(routes, HttpMethods.Delete, path, async request =>
            {
                if (!identity.Allow(request, "delete_domain_config").TryGet(out _, out var error))
                    return error;
                return (await api.Store.WriteAsync(request.Write, state => Remove(state, request))).Map(_ => Reply.NoContent);
            });
        }
        api.Map(routes, HttpMethods.Put, All, request => ChangeAsync(request, "create_domain_config", Replace));

        async ValueTask<Result<Reply>> ChangeAsync(
            ApiRequest request, string rule, Func<Transaction, ApiRequest, List<DomainOption>, Result<(DomainConfig Config, int Status)>> change)
        {
            if (!identity.Allow(request, rule).TryGet(out _, out var error)
                || !(await request.BodyAsync()).TryGet(out var body, out error)
                || !DomainConfigBody.Read(body, Level(request, "group"), Level(request, "option")).TryGet(out var options, out error))
            {
                return error;
            }
            return (await api.Store.WriteAsync(request.Write, state => change(state, request, options)))
                .Map(done => Reply.Json(writer => DomainConfigBody.Write(writer, done.Config.Options), done.Status));
        }
    }

    private static Result<(DomainConfig Config, int Status)> Replace(Transaction state, ApiRequest request, List<DomainOption> options)
    {
        var domainId = request.Route("domain_id");
        if (state.FindDomain(domainId) is null)
            return IdentityErrors.NotFound("domain", domainId);
        var config = new DomainConfig(domainId, options.ToEquatableList());
        var exists = state.In(DomainConfig.Table).Contains(domainId);
        if (exists)
            state.Update(DomainConfig.Table, config);
        else
            state.Insert(DomainConfig.Table, config);
        return (config, exists ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static Result<(DomainConfig Config, int Status)> Merge(Transaction state, ApiRequest request, List<DomainOption> options) =>
        Find(state, request).Then(config => Covered(config.Options, request).Map(_ =>
        {
            var kept = config.Options.Where(old => !options.Any(next => next.Group == old.Group && next.Name == old.Name));
            var merged = config with { Options = kept.Concat(options).ToEquatableList() };
            state.Update(DomainConfig.Table, merged);
            return (merged, StatusCodes.Status200OK);
        }));

    private static Result<Done> Remove(Transaction state, ApiRequest request) =>
        Find(state, request).Then(config => Covered(config.Options, request).Map(covered =>
        {
            var kept = config.Options.Except(covered).ToEquatableList();
            if (kept.IsEmpty)
                state.Delete(DomainConfig.Table, config.Id);
            else
                state.Update(DomainConfig.Table, config with { Options = kept });
            return default(Done);
        }));

    private static Result<DomainConfig> Find(IStateReader state, ApiRequest request) =>
        state.In(DomainConfig.Table).Find(request.Route("domain_id")) is { } config ? config : NotFound(request);

    private static Result<Reply> Show(ApiRequest request, EquatableList<DomainOption> options) => Covered(options, request).Map(covered =>
        Level(request, "option") is null
            ? Reply.Json(writer => DomainConfigBody.Write(writer, covered))
            : Reply.Json(writer => DomainConfigBody.WriteOne(writer, covered[0])));

    // The options that the path names: all, those of a group, or one. A group or option that nobody could set is refused as such.
    private static Result<List<DomainOption>> Covered(EquatableList<DomainOption> options, ApiRequest request)
    {
        var (group, name) = (Level(request, "group"), Level(request, "option"));
        if (group is not null && !DomainOptionDefinition.HasGroup(group))
            return IdentityErrors.Forbidden($"Invalid domain specific configuration: Group {group} is not supported.");
        if (name is not null && DomainOptionDefinition.Find(group!, name) is not { Default: not null })
            return IdentityErrors.Forbidden($"Invalid domain specific configuration: Option {name} in group {group} is not supported.");
        var covered = options.Where(option => (group is null || option.Group == group) && (name is null || option.Name == name)).ToList();
        return covered.Count > 0 ? covered : NotFound(request);
    }

    private static Error NotFound(ApiRequest request) => Error.NotFound("NotFound",
        $"Could not find {Level(request, "option") ?? Level(request, "group") ?? "any options"} in domain configuration for domain {request.Route("domain_id")}.");

    private static EquatableList<DomainOption> Defaults() => DomainOptionDefinition.All
        .Where(option => option.Default is not null)
        .Select(option => new DomainOption(option.Group, option.Name, option.Default!))
        .ToEquatableList();

    private static string? Level(ApiRequest request, string name) => request.Route(name) is { Length: > 0 } value ? value : null;
}
