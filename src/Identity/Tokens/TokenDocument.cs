using System.Text.Json;
using Naru.Identity.Catalog;
using Naru.Identity.Projects;
using Naru.Identity.Trusts;
using Naru.State;

namespace Naru.Identity.Tokens;

/// <summary>A token as the API shows it: <c>{"token": {…}}</c>.</summary>
internal static class TokenDocument
{
    public static void Write(Utf8JsonWriter writer, IStateReader state, ValidToken token, bool withCatalog)
    {
        var payload = token.Payload;
        writer.WriteStartObject();
        writer.WriteStartObject("token");
        WriteMethods(writer, payload.Methods);
        WriteUser(writer, token);
        writer.WriteStartArray("audit_ids");
        writer.WriteStringValue(payload.AuditId);
        if (payload.ChainId is not null)
            writer.WriteStringValue(payload.ChainId);
        writer.WriteEndArray();
        writer.WriteString("expires_at", TimeKind.Format(payload.ExpiresAt, "Z"));
        writer.WriteString("issued_at", TimeKind.Format(payload.IssuedAt, "Z"));
        WriteScope(writer, token);
        if (payload.Scope.Kind is not TokenScopeKind.Unscoped)
        {
            WriteRoles(writer, token);
            if (withCatalog)
            {
                writer.WritePropertyName("catalog");
                CatalogWriter.Write(writer, state, token);
            }
        }
        if (token.Trust is { } trust)
            WriteTrust(writer, trust);
        if (token.ApplicationCredential is { } credential)
        {
            writer.WriteStartObject("application_credential");
            writer.WriteString("id", credential.Id);
            writer.WriteString("name", credential.Name);
            writer.WriteBoolean("restricted", !credential.Unrestricted);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMethods(Utf8JsonWriter writer, TokenMethods methods)
    {
        writer.WriteStartArray("methods");
        if (methods.HasFlag(TokenMethods.Password))
            writer.WriteStringValue("password");
        if (methods.HasFlag(TokenMethods.Token))
            writer.WriteStringValue("token");
        if (methods.HasFlag(TokenMethods.ApplicationCredential))
            writer.WriteStringValue("application_credential");
        writer.WriteEndArray();
    }

    private static void WriteUser(Utf8JsonWriter writer, ValidToken token)
    {
        writer.WriteStartObject("user");
        WriteDomain(writer, token.UserDomain);
        writer.WriteString("id", token.User.Id);
        writer.WriteString("name", token.User.Name);
        if (token.User.PasswordExpiresAt is { } expires)
            writer.WriteString("password_expires_at", TimeKind.Format(expires, ""));
        else
            writer.WriteNull("password_expires_at");
        writer.WriteEndObject();
    }

    private static void WriteScope(Utf8JsonWriter writer, ValidToken token)
    {
        switch (token.Payload.Scope.Kind)
        {
            case TokenScopeKind.Project:
                writer.WriteStartObject("project");
                WriteDomain(writer, token.Domain!);
                writer.WriteString("id", token.Project!.Id);
                writer.WriteString("name", token.Project.Name);
                writer.WriteEndObject();
                writer.WriteBoolean("is_domain", token.Project.IsDomain);
                break;
            case TokenScopeKind.Domain:
                WriteDomain(writer, token.Domain!);
                break;
            case TokenScopeKind.System:
                writer.WriteStartObject("system");
                writer.WriteBoolean("all", true);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteTrust(Utf8JsonWriter writer, Trust trust)
    {
        writer.WriteStartObject("OS-TRUST:trust");
        writer.WriteString("id", trust.Id);
        writer.WriteBoolean("impersonation", trust.Impersonation);
        writer.WriteStartObject("trustor_user");
        writer.WriteString("id", trust.TrustorId);
        writer.WriteEndObject();
        writer.WriteStartObject("trustee_user");
        writer.WriteString("id", trust.TrusteeId);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteRoles(Utf8JsonWriter writer, ValidToken token)
    {
        writer.WriteStartArray("roles");
        foreach (var role in token.Roles)
        {
            writer.WriteStartObject();
            writer.WriteString("id", role.Id);
            writer.WriteString("name", role.Name);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteDomain(Utf8JsonWriter writer, Project domain)
    {
        writer.WriteStartObject("domain");
        writer.WriteString("id", domain.Id);
        writer.WriteString("name", domain.Name);
        writer.WriteEndObject();
    }
}
