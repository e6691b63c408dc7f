using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Images.Documents.Image, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Proxies;

/// <summary><c>/images</c>: what old versions say of the images of the Image API.</summary>
internal sealed class ImageEndpoints(ComputeApi api, ImageLibrary library, Store store)
{
    private const string Place = "images";
    private const string One = Place + "/{id}";
    private const string Metadata = One + "/metadata";

    private static readonly VersionRange Versions = new(Until: 35);
    private static readonly VersionRange MetadataVersions = new(Until: 38);

    private static readonly Shape Many = Shapes.Wrapped("metadata", Shapes.Metadata);
    private static readonly Shape Meta = Shapes.Wrapped("meta", (value, path, context) => Shapes.Metadata(value, path, context)
        ?? (value.EnumerateObject().Count() == 1 ? null : Shapes.Fault(value, path, "It has not exactly one key.")));

    private static readonly Field LinksField = new("links", (writer, image, request) => Links.Write(writer, request, $"images/{image.Id}"));

    private static readonly View<Image> Short = new(Field.Text("id", image => image.Id), Field.Text("name", image => image.Name), LinksField);

    private static readonly View<Image> Full = new(
        Field.Text("id", image => image.Id),
        Field.Text("name", image => image.Name),
        LinksField,
        Field.Text("status", StatusOf),
        Field.Number("progress", image => StatusOf(image) == "ACTIVE" ? 100 : StatusOf(image) == "SAVING" ? 25 : 0),
        Field.Number("minRam", image => image.MinRam),
        Field.Number("minDisk", image => image.MinDisk),
        Field.Text("created", image => Times.Zoned(image.CreatedAt)),
        Field.Text("updated", image => Times.Zoned(image.UpdatedAt)),
        Field.Number("OS-EXT-IMG-SIZE:size", image => image.Size ?? 0),
        new("metadata", (writer, image, _) => KeyValues.Write(writer, MetadataOf(image))),
        new("server", (writer, image, request) =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", ServerOf(image));
            writer.WritePropertyName("links");
            Links.Write(writer, request, $"servers/{ServerOf(image)}");
            writer.WriteEndObject();
        }) { When = (image, _) => ServerOf(image) is not null });

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, request => List(request, Place, Short), Versions);
        api.Map(routes, HttpMethods.Get, Place + "/detail", request => List(request, Place + "/detail", Full), Versions);
        api.Map(routes, HttpMethods.Get, One, request => Find(request.State, request).Map(image => Full.One("image", image, request)), Versions);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync, Versions);
        api.Map(routes, HttpMethods.Get, Metadata, request => Find(request.State, request).Map(image => Wrapped("metadata", MetadataOf(image))), MetadataVersions);
        api.Map(routes, HttpMethods.Post, Metadata, request => SetAsync(request, (image, given) => MetadataOf(image).With(given)), MetadataVersions);
        api.Map(routes, HttpMethods.Put, Metadata, request => SetAsync(request, (_, given) => given), MetadataVersions);
        api.Map(routes, HttpMethods.Get, Metadata + "/{key}", ShowItem, MetadataVersions);
        api.Map(routes, HttpMethods.Put, Metadata + "/{key}", SetItemAsync, MetadataVersions);
        api.Map(routes, HttpMethods.Delete, Metadata + "/{key}", DeleteItemAsync, MetadataVersions);
    }

    private static string StatusOf(Image image) => image.Status switch
    {
        ImageStatus.Active => "ACTIVE",
        ImageStatus.Queued or ImageStatus.Saving or ImageStatus.Uploading or ImageStatus.Importing => "SAVING",
        _ => "UNKNOWN",
    };

    private static EquatableList<NodeKeyValue> MetadataOf(Image image) => image.Properties.Select(property => new NodeKeyValue(property.Name, property.Value)).ToEquatableList();

    private static string? ServerOf(Image image) => image.Properties.Items.FirstOrDefault(property => property.Name == "instance_uuid")?.Value;

    private Result<Image> Find(IStateReader state, ComputeRequest request) =>
        library.Find(state, request.Caller, request.Route("id")).TryGet(out var image, out _) ? image : NovaErrors.NotFound("Image not found.");

    private Result<Reply> List(ComputeRequest request, string path, View<Image> view)
    {
        var images = library.List(request.State, request.Caller);
        foreach (var (name, values) in request.Query)
        {
            var value = values[^1] ?? "";
            images = name switch
            {
                "name" => images.Where(image => image.Name == value),
                "status" => images.Where(image => StatusOf(image).Equals(value, StringComparison.OrdinalIgnoreCase)),
                "server" => images.Where(image => ServerOf(image) == value[(value.LastIndexOf('/') + 1)..]),
                "type" => images.Where(image => MetadataOf(image).Find("image_type") == value),
                "minRam" => images.Where(image => image.MinRam.ToString(CultureInfo.InvariantCulture) == value),
                "minDisk" => images.Where(image => image.MinDisk.ToString(CultureInfo.InvariantCulture) == value),
                "changes-since" => Times.TryRead(value, out var since) ? images.Where(image => image.UpdatedAt >= since) : images,
                _ => images,
            };
        }
        return Page<Image>.Of(request, path, [.. images.OrderByDescending(image => image.CreatedAt)], image => image.Id, alwaysLinks: true)
            .Map(page => view.Many("images", page.Items, request, page.Next));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request) => await store.WriteAsync(request.Write, state => Find(state, request)
        .Then(image => library.FindFor(state, request.Caller, image.Id, "delete_image")).Map(image =>
        {
            ImageLibrary.Delete(state, image.Id);
            return Reply.NoContent;
        }));

    private static Reply Wrapped(string name, EquatableList<NodeKeyValue> pairs) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        KeyValues.Write(writer, pairs);
        writer.WriteEndObject();
    });

    private Result<Reply> ShowItem(ComputeRequest request)
    {
        if (!Find(request.State, request).TryGet(out var image, out var error))
            return error;
        return MetadataOf(image).Find(request.Route("key")) is { } value ? Wrapped("meta", [new(request.Route("key"), value)]) : NovaErrors.NotFound("Metadata item was not found");
    }

    private async ValueTask<Result<Reply>> SetAsync(ComputeRequest request, Func<Image, EquatableList<NodeKeyValue>, EquatableList<NodeKeyValue>> merge)
    {
        if (!(await request.BodyAsync(Many)).TryGet(out var body, out var error))
            return error;
        return (await ChangeAsync(request, image => merge(image, body.PairsOf("metadata")))).Map(image => Wrapped("metadata", MetadataOf(image)));
    }

    private async ValueTask<Result<Reply>> SetItemAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Meta)).TryGet(out var body, out var error))
            return error;
        var given = body.PairsOf("meta");
        if (given[0].Key != request.Route("key"))
            return NovaErrors.BadRequest("Request body and URI mismatch: the body has the key of the URI.");
        return (await ChangeAsync(request, image => MetadataOf(image).With(given))).Map(_ => Wrapped("meta", given));
    }

    private async ValueTask<Result<Reply>> DeleteItemAsync(ComputeRequest request)
    {
        var key = request.Route("key");
        return (await ChangeAsync(request, Result<EquatableList<NodeKeyValue>> (image) =>
            MetadataOf(image).Find(key) is null ? NovaErrors.NotFound("Invalid metadata key") : MetadataOf(image).Without(key))).Map(_ => Reply.NoContent);
    }

    private Task<Result<Image>> ChangeAsync(ComputeRequest request, Func<Image, Result<EquatableList<NodeKeyValue>>> change) => store.WriteAsync(request.Write, state =>
        Find(state, request).Then(image => library.FindFor(state, request.Caller, image.Id, "modify_image")).Then(image => change(image).Map(metadata =>
            ImageLibrary.Change(state, image with { Properties = metadata.Select(pair => new ImageProperty(pair.Key, pair.Value)).ToEquatableList() }))));
}
