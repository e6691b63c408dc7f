using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Quotas;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Keypairs.Keypair, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Keypairs;

/// <summary><c>/os-keypairs</c>.</summary>
internal sealed class KeypairEndpoints(ComputeApi api, Store store, ComputeQuotas quotas)
{
    private const string Place = "os-keypairs";

    private static readonly Shape Name = Shapes.Text(1, 255, text => text.Trim() == text && !text.Any(char.IsControl), "It has spaces at its ends or characters that cannot be printed.");

    private static readonly Shape Create = Shapes.Wrapped("keypair", Shapes.Object(
        new Member("name", Name) { IsRequired = true },
        new Member("type", Shapes.OneOf(Keypair.Ssh, Keypair.X509)) { Since = 2 },
        new Member("public_key", Shapes.Text(0, 65_535)) { Until = 91 },
        new Member("public_key", Shapes.Text(1, 65_535)) { Since = 92, IsRequired = true },
        new Member("user_id", Shapes.Text(1, 255)) { Since = 10 }));

    private static readonly Field Type = new("type", (writer, key, _) => writer.WriteStringValue(key.Type)) { Since = 2 };

    private static readonly View<Keypair> Short = new(
        Field.Text("name", key => key.Name), Field.Text("public_key", key => key.PublicKey), Field.Text("fingerprint", key => key.Fingerprint), Type);

    private static readonly View<Keypair> Listed = new(new Field("keypair", (writer, key, request) => Short.Write(writer, key, request)));

    private static readonly View<Keypair> Full = new(
        Field.Number("id", key => key.Number),
        Field.Text("name", key => key.Name),
        Field.Text("public_key", key => key.PublicKey),
        Field.Text("fingerprint", key => key.Fingerprint),
        Field.Text("user_id", key => key.UserId),
        Type,
        Field.Flag("deleted", _ => false),
        Field.Text("created_at", key => Times.Exact(key.CreatedAt)),
        Field.Text("updated_at", _ => null),
        Field.Text("deleted_at", _ => null));

    private static readonly View<MadeKeypair> Made = new(
        Text("name", made => made.Key.Name),
        Text("public_key", made => made.Key.PublicKey),
        Text("fingerprint", made => made.Key.Fingerprint),
        Text("user_id", made => made.Key.UserId),
        Text("type", made => made.Key.Type) with { Since = 2 },
        Text("private_key", made => made.PrivateKey) with { When = (made, _) => made.PrivateKey is not null });

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List);
        api.Map(routes, HttpMethods.Post, Place, CreateAsync);
        api.Map(routes, HttpMethods.Get, Place + "/{name}", request => Find(request, "show").Map(key => Full.One("keypair", key, request)));
        api.Map(routes, HttpMethods.Delete, Place + "/{name}", DeleteAsync);
    }

    private static string UserOf(ComputeRequest request) =>
        request.Version >= 10 && request.Query["user_id"].LastOrDefault() is { Length: > 0 } user ? user : request.Caller.UserId;

    private static Result<Keypair> Find(ComputeRequest request, string rule)
    {
        var user = UserOf(request);
        if (!request.Require($"os-keypairs:{rule}", userId: user).TryGet(out _, out var error))
            return error;
        // The server leaves an escaped slash as it came.
        var name = request.Route("name").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return request.State.In(ComputeTables.Keypairs).Find(Keypair.KeyOf(user, name)) is { } key
            ? key
            : NovaErrors.NotFound($"Keypair {name} not found for user {user}");
    }

    private static Result<Reply> List(ComputeRequest request)
    {
        var user = UserOf(request);
        if (!request.Require("os-keypairs:index", userId: user).TryGet(out _, out var error))
            return error;
        var keys = ComputeTables.KeypairsByUser.Of(request.State, user).OrderBy(key => key.Name, StringComparer.Ordinal).ToList();
        if (request.Version < 35)
            return Listed.Many("keypairs", keys, request);
        return Page<Keypair>.Of(request, Place, keys, key => key.Name).Map(page => Listed.Many("keypairs", page.Items, request, page.Next));
    }

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Create)).TryGet(out var body, out var error))
            return error;
        var wanted = body.GetProperty("keypair");
        var user = wanted.TextOf("user_id") ?? request.Caller.UserId;
        var (name, type) = (wanted.TextOf("name")!, wanted.TextOf("type") ?? Keypair.Ssh);
        if (!request.Require("os-keypairs:create", userId: user).TryGet(out _, out error) || !Check(request, name).TryGet(out _, out error))
            return error;
        var material = wanted.TextOf("public_key") is { } publicKey ? KeyMaterial.Import(type, publicKey.Trim()) : KeyMaterial.Generate(type, request.Caller.UserName);
        if (!material.TryGet(out var key, out error))
            return error;
        return (await store.WriteAsync(request.Write, Result<Keypair> (state) =>
        {
            var id = Keypair.KeyOf(user, name);
            if (state.In(ComputeTables.Keypairs).Contains(id))
                return NovaErrors.Conflict($"Key pair '{name}' already exists.");
            if (ComputeTables.KeypairsByUser.CountOf(state, user) >= quotas.LimitOf(state, request.Caller.ProjectId, "key_pairs"))
                return NovaErrors.OverQuota("Quota exceeded, too many key pairs.");
            var made = new Keypair
            {
                Id = id,
                Number = Counter.Next(state, "keypairs"),
                UserId = user,
                Name = name,
                Type = type,
                PublicKey = key.PublicKey,
                Fingerprint = key.Fingerprint,
                CreatedAt = state.Time,
            };
            state.Insert(ComputeTables.Keypairs, made);
            return made;
        })).Map(made => Made.One("keypair", new MadeKeypair(made, key.PrivateKey), request, request.Version >= 2 ? StatusCodes.Status201Created : StatusCodes.Status200OK));
    }

    // Since 2.92 names are what is safe everywhere, '@' and '.' included.
    private static Result<Done> Check(ComputeRequest request, string name)
    {
        var isRight = name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_' || (request.Version >= 92 && letter is '@' or '.'));
        return isRight
            ? Done.Ok
            : NovaErrors.BadRequest("Keypair data is invalid: Keypair name contains unsafe characters");
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request)
    {
        if (!Find(request, "delete").TryGet(out var found, out var error))
            return error;
        return (await store.WriteAsync(request.Write, Result<Done> (state) =>
        {
            state.Delete(ComputeTables.Keypairs, found.Id);
            return Done.Ok;
        })).Map(_ => request.Version >= 2 ? Reply.NoContent : new Reply(StatusCodes.Status202Accepted, null));
    }

    private static ShapeField<MadeKeypair, ComputeRequest> Text(string name, Func<MadeKeypair, string?> value) => ShapeField<MadeKeypair, ComputeRequest>.Text(name, value);

    private sealed record MadeKeypair(Keypair Key, string? PrivateKey);
}
