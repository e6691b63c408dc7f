using System.Text.Json;
using Naru.Primitives;

namespace Naru.Identity.Login;

/// <summary>One proof of who somebody is.</summary>
internal abstract record LoginMethod
{
    public static Result<LoginMethod> Read(JsonElement identity, string name)
    {
        switch (name)
        {
            case "password":
                if (!identity.Object("password").TryGet(out var holder, out var error) || !holder.Object("user").TryGet(out var user, out error)
                    || !user.Text("password").TryGet(out var password, out error) || !NamedReference.Read(user, "user").TryGet(out var who, out error))
                {
                    return error;
                }
                return new PasswordMethod(who, password);
            case "token":
                if (!identity.Object("token").TryGet(out holder, out error) || !holder.Text("id").TryGet(out var token, out error))
                    return error;
                return new TokenMethod(token);
            case "application_credential":
                if (!identity.Object("application_credential").TryGet(out holder, out error) || !holder.Text("secret").TryGet(out var secret, out error))
                    return error;
                if (holder.TextOrNull("id") is { } id)
                    return new ApplicationCredentialMethod(id, null, null, secret);
                if (!holder.Text("name").TryGet(out var credential, out error) || !holder.Object("user").TryGet(out user, out error)
                    || !NamedReference.Read(user, "user").TryGet(out who, out error))
                {
                    return error;
                }
                return new ApplicationCredentialMethod(null, credential, who, secret);
            default:
                return new Error(ErrorKind.Unauthenticated, "Unauthorized", "Attempted to authenticate with an unsupported method.");
        }
    }
}

internal sealed record PasswordMethod(NamedReference User, string Password) : LoginMethod;

internal sealed record TokenMethod(string Token) : LoginMethod;

/// <param name="User">Whose it is, when it is named instead of its id given.</param>
internal sealed record ApplicationCredentialMethod(string? Id, string? Name, NamedReference? User, string Secret) : LoginMethod;
