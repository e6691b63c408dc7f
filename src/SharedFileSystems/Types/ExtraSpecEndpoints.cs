using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Types;

/// <summary><c>/types/{id}/extra_specs</c>, for administrators.</summary>
internal sealed class ExtraSpecEndpoints(ShareApi api, Store store)
{
    private const string All = "types/{id}/extra_specs";
    private const string One = All + "/{key}";
    private const int LongestValue = 255;

    private static readonly SpecBodies Bodies = new("extra_specs", "Extra spec");

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => TypeEndpoints.Offered.Find(request.State, request, "share_types_extra_spec:index").Map(type => Bodies.Show(request, type.ExtraSpecs)));
        api.Map(HttpMethods.Post, All, request => ChangeAsync(request, "share_types_extra_spec:create"));
        api.Map(HttpMethods.Get, One, request => TypeEndpoints.Offered.Find(request.State, request, "share_types_extra_spec:show")
            .Then(type => Bodies.Find(request, type.ExtraSpecs)).Map(spec => Bodies.Show(request, [spec])));
        api.Map(HttpMethods.Put, One, request => ChangeAsync(request, "share_types_extra_spec:update"));
        api.Map(HttpMethods.Delete, One, DeleteAsync);
    }

    private async Task<Result<Reply>> ChangeAsync(ShareRequest request, string rule)
    {
        if (!TypeEndpoints.Offered.Find(request.State, request, rule).TryGet(out _, out var error))
            return error;
        if (!Bodies.Read(request).TryGet(out var specs, out error))
            return error;
        if (specs.Items.FirstOrDefault(spec => spec.Value.Length > LongestValue) is { } lengthy)
            return ManilaErrors.Invalid($"The value of the extra spec '{lengthy.Name}' has {lengthy.Value.Length} characters, more than {LongestValue}.");
        if (specs.Items.FirstOrDefault(spec => spec.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-' or '.' or ':' or ' '))) is { } odd)
            return ManilaErrors.Invalid($"The name of the extra spec '{odd.Name}' may have letters, digits, underscores, periods, colons and hyphens.");
        if (specs.Items.Select(ExtraSpecs.RefusalOf).FirstOrDefault(wrong => wrong is not null) is { } invalid)
            return invalid;
        specs = [.. specs.Items.Select(ExtraSpecs.Kept)];
        return (await store.WriteAsync(request.Write, state => TypeEndpoints.Offered.Find(state, request, rule).Map(type =>
        {
            var changed = type with { ExtraSpecs = MetadataText.Merge(type.ExtraSpecs, specs) };
            state.Update(ShareTables.Types, changed);
            return specs;
        }))).Map(changed => Bodies.Show(request, changed));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => TypeEndpoints.Offered.Find(state, request, "share_types_extra_spec:delete").Then<Reply>(type =>
    {
        var key = request.Route("key");
        if (key == ExtraSpecs.HandlesShareServers || (key == ExtraSpecs.Snapshots && request.Version.Minor < 24))
            return ManilaErrors.Forbidden($"Required extra spec '{key}' cannot be deleted.");
        return Bodies.Find(request, type.ExtraSpecs).Map(spec =>
        {
            state.Update(ShareTables.Types, type with { ExtraSpecs = MetadataText.Without(type.ExtraSpecs, spec.Name) });
            return Replies.Accepted;
        });
    }));
}
