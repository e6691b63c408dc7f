using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Flavors.Flavor, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Flavors;

/// <summary><c>/flavors</c> and <c>/flavors/{id}</c>.</summary>
internal sealed class FlavorEndpoints(ComputeApi api, Store store)
{
    private static readonly Field Links = new("links", (writer, flavor, request) => Requests.Links.Write(writer, request, $"flavors/{flavor.Id}"));
    private static readonly Field Description =
        new("description", (writer, flavor, _) => writer.WriteStringValue(flavor.Description)) { Since = 55 };

    private static readonly View<Flavor> Short = new(Field.Text("id", flavor => flavor.Id), Field.Text("name", flavor => flavor.Name), Links, Description);

    private static readonly View<Flavor> Full = new(
        Field.Text("id", flavor => flavor.Id),
        Field.Text("name", flavor => flavor.Name),
        Field.Number("ram", flavor => flavor.Ram),
        Field.Number("disk", flavor => flavor.Disk),
        new("swap", (writer, flavor, _) => writer.WriteStringValue(flavor.SwapText)) { Until = 74, When = (flavor, _) => flavor.Swap == 0 },
        new("swap", (writer, flavor, _) => writer.WriteNumberValue(flavor.Swap)) { When = (flavor, request) => flavor.Swap > 0 || request.Version >= 75 },
        Field.Number("OS-FLV-EXT-DATA:ephemeral", flavor => flavor.Ephemeral),
        Field.Flag("OS-FLV-DISABLED:disabled", flavor => flavor.IsDisabled),
        Field.Number("vcpus", flavor => flavor.Vcpus),
        Field.Flag("os-flavor-access:is_public", flavor => flavor.IsPublic),
        new("rxtx_factor", (writer, flavor, _) => WriteFactor(writer, flavor.RxtxFactor)),
        Links,
        Description,
        new("extra_specs", (writer, flavor, _) => KeyValues.Write(writer, flavor.ExtraSpecs))
        {
            Since = 61,
            When = (_, request) => request.May("os-flavor-extra-specs:index"),
        });

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "flavors", request => List(request, "flavors", Short));
        api.Map(routes, HttpMethods.Get, "flavors/detail", request => List(request, "flavors/detail", Full));
        api.Map(routes, HttpMethods.Get, "flavors/{id}", request => Find(request.State, request.Caller, request.Route("id")).Map(flavor => Full.One("flavor", flavor, request)));
        api.Map(routes, HttpMethods.Post, "flavors", CreateAsync);
        api.Map(routes, HttpMethods.Put, "flavors/{id}", UpdateAsync, new VersionRange(55));
        api.Map(routes, HttpMethods.Delete, "flavors/{id}", DeleteAsync);
    }

    /// <summary>The flavor, if the caller may know of it.</summary>
    public static Result<Flavor> Find(IStateReader state, Caller caller, string id) =>
        state.In(ComputeTables.Flavors).Find(id) is { } flavor && (caller.IsAdmin || flavor.IsPublic || flavor.ProjectIds.Items.Contains(caller.ProjectId))
            ? flavor
            : NovaErrors.NoFlavor(id);

    private static Result<Reply> List(ComputeRequest request, string path, View<Flavor> view)
    {
        if (!Visible(request).TryGet(out var visible, out var error)
            || !Least(request, "minRam").TryGet(out var ram, out error)
            || !Least(request, "minDisk").TryGet(out var disk, out error)
            || !Sorted(request, visible.Where(flavor => flavor.Ram >= ram && flavor.Disk >= disk)).TryGet(out var sorted, out error))
        {
            return error;
        }
        return Page<Flavor>.Of(request, path, sorted, flavor => flavor.Id, alwaysLinks: true).Map(page => view.Many("flavors", page.Items, request, page.Next));
    }

    private static Result<IEnumerable<Flavor>> Visible(ComputeRequest request)
    {
        var all = request.State.In(ComputeTables.Flavors).All;
        if (!request.Caller.IsAdmin)
            return Result(all.Where(flavor => flavor.IsPublic || flavor.ProjectIds.Items.Contains(request.Caller.ProjectId)));
        var wanted = request.Query["is_public"].LastOrDefault();
        if (wanted is null)
            return Result(all.Where(flavor => flavor.IsPublic || flavor.ProjectIds.Items.Contains(request.Caller.ProjectId)));
        if (wanted.Equals("none", StringComparison.OrdinalIgnoreCase))
            return Result(all);
        return Shapes.Loosely(wanted) is { } isPublic
            ? Result(all.Where(flavor => flavor.IsPublic == isPublic))
            : NovaErrors.BadRequest($"Invalid is_public filter [{wanted}]");

        static Result<IEnumerable<Flavor>> Result(IEnumerable<Flavor> flavors) => flavors.ToList();
    }

    private static Result<long> Least(ComputeRequest request, string name)
    {
        if (!request.Query.TryGetValue(name, out var texts))
            return 0L;
        return long.TryParse(texts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var least)
            ? least
            : NovaErrors.BadRequest($"Invalid {name} filter [{texts[^1]}]");
    }

    private static Result<IReadOnlyList<Flavor>> Sorted(ComputeRequest request, IEnumerable<Flavor> flavors)
    {
        var key = request.Query["sort_key"].FirstOrDefault() ?? "flavorid";
        var isDescending = request.Query["sort_dir"].FirstOrDefault() == "desc";
        Func<Flavor, IComparable>? value = key switch
        {
            "flavorid" or "id" => flavor => flavor.Id,
            "name" => flavor => flavor.Name,
            "memory_mb" => flavor => flavor.Ram,
            "root_gb" => flavor => flavor.Disk,
            "vcpus" => flavor => flavor.Vcpus,
            "ephemeral_gb" => flavor => flavor.Ephemeral,
            "swap" => flavor => flavor.Swap,
            "created_at" or "updated_at" => flavor => flavor.CreatedAt,
            "rxtx_factor" => flavor => flavor.RxtxFactor,
            "is_public" or "disabled" or "deleted" or "deleted_at" or "description" or "vcpu_weight" => flavor => flavor.Name,
            _ => null,
        };
        if (value is null)
            return NovaErrors.BadRequest($"Invalid input for query parameters sort_key. Value: {key}. It is not one of flavorid, name, memory_mb, root_gb, vcpus, ….");
        return isDescending ? flavors.OrderByDescending(value).ToList() : flavors.OrderBy(value).ToList();
    }

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!request.Require("os-flavor-manage:create").TryGet(out _, out var error) || !(await request.BodyAsync(FlavorShapes.Create)).TryGet(out var body, out error))
            return error;
        var draft = Draft(body.GetProperty("flavor"));
        if (draft.Name.Trim().Length == 0)
            return NovaErrors.BadRequest("Flavor name is blank.");
        return (await store.WriteAsync(request.Write, Result<Flavor> (state) =>
        {
            if (state.In(ComputeTables.Flavors).Contains(draft.Id))
                return NovaErrors.Conflict($"Flavor with ID {draft.Id} already exists.");
            if (state.In(ComputeTables.Flavors).All.Any(flavor => flavor.Name == draft.Name))
                return NovaErrors.Conflict($"Flavor with name {draft.Name} already exists.");
            var created = draft with { CreatedAt = state.Time };
            state.Insert(ComputeTables.Flavors, created);
            return created;
        })).Map(flavor => Full.One("flavor", flavor, request));
    }

    private static Flavor Draft(JsonElement body) => new()
    {
        Id = body.TextOf("id") is { } id && id != "auto" ? id : Guid.NewGuid().ToString(),
        Name = body.TextOf("name")!,
        Vcpus = body.WholeOf("vcpus") ?? 1,
        Ram = body.WholeOf("ram") ?? 1,
        Disk = body.WholeOf("disk") ?? 0,
        Ephemeral = body.WholeOf("OS-FLV-EXT-DATA:ephemeral") ?? 0,
        Swap = body.WholeOf("swap") ?? 0,
        RxtxFactor = body.TextOf("rxtx_factor") is { } factor ? double.Parse(factor, CultureInfo.InvariantCulture) : 1,
        IsPublic = !body.Has("os-flavor-access:is_public") || body.FlagOf("os-flavor-access:is_public"),
        IsDisabled = body.FlagOf("OS-FLV-DISABLED:disabled"),
        Description = body.TextOf("description"),
    };

    private async ValueTask<Result<Reply>> UpdateAsync(ComputeRequest request)
    {
        if (!request.Require("os-flavor-manage:update").TryGet(out _, out var error) || !(await request.BodyAsync(FlavorShapes.Update)).TryGet(out var body, out error))
            return error;
        return (await ChangeAsync(request, flavor => flavor with { Description = body.GetProperty("flavor").TextOf("description") }))
            .Map(flavor => Full.One("flavor", flavor, request));
    }

    /// <summary>Changes a flavor by what its id in the path names.</summary>
    public Task<Result<Flavor>> ChangeAsync(ComputeRequest request, Func<Flavor, Result<Flavor>> change) => store.WriteAsync(request.Write, state =>
        Find(state, request.Caller, request.Route("id")).Then(change).Map(changed =>
        {
            changed = changed with { UpdatedAt = state.Time };
            state.Update(ComputeTables.Flavors, changed);
            return changed;
        }));

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request)
    {
        if (!request.Require("os-flavor-manage:delete").TryGet(out _, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => Find(state, request.Caller, request.Route("id")).Map(flavor =>
        {
            state.Delete(ComputeTables.Flavors, flavor.Id);
            return new Reply(StatusCodes.Status202Accepted, null);
        })));
    }

    // Python writes 1.0 where JSON alone would not care.
    private static void WriteFactor(Utf8JsonWriter writer, double factor) => writer.WriteRawValue(factor.ToString("0.0###", CultureInfo.InvariantCulture));
}
