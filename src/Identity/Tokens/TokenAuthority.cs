using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Naru.Identity.ApplicationCredentials;
using Naru.Identity.Assignments;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Trusts;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Tokens;

/// <summary>Issues tokens and tells which still hold.</summary>
/// <remarks>
/// A token is signed, not stored. It holds while its signature is right, its time is not over, nobody gave it back, and the state
/// says so now: user, project and domain enabled, and at least one role on the scope.
/// </remarks>
public sealed class TokenAuthority(Store store, IdentityOptions options, TimeProvider time)
{
    private TokenCodec? _codec;

    /// <summary>Makes a token that starts a chain.</summary>
    /// <param name="parent">The token that this one was exchanged for: the new one ends when it does.</param>
    internal TokenPayload NewPayload(User user, TokenMethods methods, TokenScope scope, TokenPayload? parent, ApplicationCredential? credential = null)
    {
        // Whole seconds, as clients see them in the API's other tokens.
        var now = time.GetUtcNow();
        now = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        return new TokenPayload
        {
            UserId = user.Id,
            Generation = user.TokenGeneration,
            Methods = methods | (parent?.Methods ?? TokenMethods.None),
            Scope = scope,
            IssuedAt = now,
            ExpiresAt = parent?.ExpiresAt ?? now + options.TokenLifetime,
            AuditId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ChainId = parent is null ? null : parent.ChainId ?? parent.AuditId,
            ApplicationCredentialId = credential?.Id ?? parent?.ApplicationCredentialId,
            TrustId = parent?.TrustId,
        };
    }

    internal string Encode(TokenPayload payload) => Codec().Encode(payload);

    /// <summary>Reads a token and checks it against a state.</summary>
    /// <returns>An error of kind <see cref="ErrorKind.Unauthenticated"/> when it does not hold.</returns>
    public Result<ValidToken> Validate(IStateReader state, string token) =>
        Codec().TryDecode(token, out var payload) ? Check(state, payload) : IdentityErrors.Unauthenticated;

    /// <summary>Checks everything about a payload but the signature.</summary>
    internal Result<ValidToken> Check(IStateReader state, TokenPayload payload)
    {
        if (payload.ExpiresAt <= time.GetUtcNow()
            || state.In(TokenTables.Revocations).Contains(payload.AuditId)
            || state.In(UserTable.Table).Find(payload.UserId) is not { Enabled: true } user
            || user.TokenGeneration != payload.Generation
            || state.In(ProjectTable.Table).Find(user.DomainId) is not { Enabled: true } userDomain)
        {
            return IdentityErrors.Unauthenticated;
        }
        var valid = new ValidToken { Payload = payload, User = user, UserDomain = userDomain };
        if (payload.ApplicationCredentialId is { } credentialId)
        {
            var credential = state.In(ApplicationCredentialTable.Table).Find(credentialId);
            if (credential is null || credential.ExpiresAt <= time.GetUtcNow() || payload.Scope != new TokenScope(TokenScopeKind.Project, credential.OnProjectId))
                return IdentityErrors.Unauthenticated;
            valid = valid with { ApplicationCredential = credential };
        }
        if (payload.TrustId is { } trustId)
        {
            if (!FindTrust(state, trustId, payload).TryGet(out var trust, out var error))
                return error;
            valid = valid with { Trust = trust };
        }
        return payload.Scope.Kind is TokenScopeKind.Unscoped ? valid : WithScope(state, valid);
    }

    private static Result<ValidToken> WithScope(IStateReader state, ValidToken token)
    {
        var scope = token.Payload.Scope;
        var target = scope.Kind is TokenScopeKind.System ? null : state.In(ProjectTable.Table).Find(scope.Id);
        if (scope.Kind is not TokenScopeKind.System && (target is null || !state.IsUsable(target)))
            return IdentityErrors.Unauthenticated;
        var scoped = scope.Kind switch
        {
            TokenScopeKind.Project => token with { Project = target, Domain = target!.DomainId is { } id ? state.FindDomain(id) : target },
            TokenScopeKind.Domain when target!.IsDomain => token with { Domain = target },
            TokenScopeKind.System => token,
            _ => null,
        };
        if (scoped is null)
            return IdentityErrors.Unauthenticated;
        var roles = RolesFor(state, token);
        // What was delegated, as far as whoever delegated still has it.
        if ((token.ApplicationCredential?.RoleIds ?? token.Trust?.RoleIds) is { } delegated)
        {
            var given = state.WithImplied(delegated);
            roles = [.. roles.Where(role => given.Contains(role.Id))];
        }
        return roles.IsEmpty ? IdentityErrors.Unauthenticated : scoped with { Roles = roles };
    }

    // A trust holds while it exists, is not over, and both sides could still log in.
    private Result<Trust> FindTrust(IStateReader state, string id, TokenPayload payload)
    {
        var users = state.In(UserTable.Table);
        return state.In(TrustTable.Table).Find(id) is { } trust
            && !(trust.ExpiresAt <= time.GetUtcNow())
            && payload.Scope.Id == (trust.OnProjectId ?? "")
            && users.Find(trust.TrustorId) is { Enabled: true }
            && users.Find(trust.TrusteeId) is { Enabled: true }
                ? trust
                : IdentityErrors.Unauthenticated;
    }

    private static ImmutableArray<Role> RolesFor(IStateReader state, ValidToken token)
    {
        var (scope, holder) = (token.Payload.Scope, token.Trust?.TrustorId ?? token.User.Id);
        return scope.Kind switch
        {
            TokenScopeKind.Project => state.RolesOf(holder, TargetKind.Project, scope.Id),
            TokenScopeKind.Domain => state.RolesOf(holder, TargetKind.Domain, scope.Id),
            _ => state.RolesOf(holder, TargetKind.System, Assignment.SystemTarget),
        };
    }

    // The key is made by the bootstrap, which runs before the first request.
    private TokenCodec Codec() => _codec ??= new TokenCodec(
        store.Current.In(TokenTables.Keys).Find("current")?.Key
        ?? throw new InvalidOperationException("There is no key to sign tokens with: IdentityBootstrap has not run."));
}
