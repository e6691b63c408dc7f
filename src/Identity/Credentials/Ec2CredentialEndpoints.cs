using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Login;
using Naru.Identity.Projects;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.Credentials;

/// <summary>Key pairs of the EC2 and S3 APIs: <c>/users/{id}/credentials/OS-EC2</c>. They are credentials of type <c>ec2</c>.</summary>
internal static class Ec2CredentialEndpoints
{
    private const string Change = "role:admin or (role:member and user_id:%(user_id)s)";
    private const string All = "users/{user_id}/credentials/OS-EC2";
    private const string One = All + "/{access}";

    public static void MapEc2Credentials(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        var api = identity.Api;
        api.Policies.Default("ec2_list_credentials", IdentityPolicies.OwnedRead);
        api.Policies.Default("ec2_get_credential", IdentityPolicies.OwnedRead);
        api.Policies.Default("ec2_create_credential", Change);
        api.Policies.Default("ec2_delete_credential", Change);

        api.Map(routes, HttpMethods.Get, All, request => Allow(request, "ec2_list_credentials").Map(_ => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("credentials");
            foreach (var credential in CredentialTable.ByUser.Of(request.State, request.Route("user_id")).Where(credential => credential.Type == Credential.Ec2))
                Write(writer, identity, request, credential);
            writer.WriteEndArray();
            IdentityApi.WriteListLinks(writer, request);
            writer.WriteEndObject();
        })));
        api.Map(routes, HttpMethods.Get, One, request => Allow(request, "ec2_get_credential")
            .Then(_ => Find(request.State, request))
            .Map(credential => Show(request, credential, StatusCodes.Status200OK)));
        api.Map(routes, HttpMethods.Post, All, async request =>
        {
            if (!Allow(request, "ec2_create_credential").TryGet(out _, out var error)
                || !(await request.BodyAsync()).TryGet(out var body, out error)
                || !body.Text("tenant_id").TryGet(out var projectId, out error))
            {
                return error;
            }
            return (await api.Store.WriteAsync(request.Write, state => Create(state, request.Route("user_id"), projectId)))
                .Map(credential => Show(request, credential, StatusCodes.Status201Created));
        });
        api.Map(routes, HttpMethods.Delete, One, async request =>
        {
            if (!Allow(request, "ec2_delete_credential").TryGet(out _, out var error))
                return error;
            return (await api.Store.WriteAsync(request.Write, state => Find(state, request).Map(credential =>
            {
                state.Delete(CredentialTable.Table, credential.Id);
                return default(Done);
            }))).Map(_ => Reply.NoContent);
        });

        Result<Done> Allow(ApiRequest request, string rule) => identity.Allow(request, rule, ("user_id", request.Route("user_id")));

        Reply Show(ApiRequest request, Credential credential, int status) => Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("credential");
                Write(writer, identity, request, credential);
                writer.WriteEndObject();
            },
            status);
    }

    private static Result<Credential> Create(Transaction state, string userId, string projectId)
    {
        if (!state.In(UserTable.Table).Contains(userId))
            return IdentityErrors.NotFound("user", userId);
        if (!state.In(ProjectTable.Table).Contains(projectId))
            return IdentityErrors.NotFound("project", projectId);
        var blob = new Ec2Blob(RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(32, lowercase: true));
        var credential = new Credential
        {
            Id = Ec2Blob.IdOf(blob.Access),
            UserId = userId,
            OnProjectId = projectId,
            Type = Credential.Ec2,
            Blob = blob.ToBlob(),
        };
        state.Insert(CredentialTable.Table, credential);
        return credential;
    }

    private static Result<Credential> Find(IStateReader state, ApiRequest request) =>
        state.In(CredentialTable.Table).Find(Ec2Blob.IdOf(request.Route("access"))) is { Type: Credential.Ec2 } credential
        && credential.UserId == request.Route("user_id")
            ? credential
            : IdentityErrors.NotFound("credential", request.Route("access"));

    private static void Write(Utf8JsonWriter writer, IdentityApi identity, ApiRequest request, Credential credential)
    {
        var blob = Ec2Blob.Parse(credential.Blob) ?? new Ec2Blob("", "");
        writer.WriteStartObject();
        writer.WriteString("access", blob.Access);
        writer.WriteString("secret", blob.Secret);
        writer.WriteString("user_id", credential.UserId);
        writer.WriteString("tenant_id", credential.OnProjectId);
        writer.WriteNull("trust_id");
        writer.WriteStartObject("links");
        writer.WriteString("self", identity.Url(request, $"users/{credential.UserId}/credentials/OS-EC2/{blob.Access}"));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
