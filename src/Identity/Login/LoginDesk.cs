using Naru.Identity.ApplicationCredentials;
using Naru.Identity.Passwords;
using Naru.Identity.Projects;
using Naru.Identity.Tokens;
using Naru.Identity.Trusts;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Login;

/// <summary>Checks who somebody is and gives them a token for the scope they ask for.</summary>
internal sealed class LoginDesk(Store store, TokenAuthority authority, PasswordGate gate)
{
    public async ValueTask<Result<ValidToken>> LogInAsync(LoginRequest request, CancellationToken cancellation)
    {
        var state = store.Current;
        Proof? proof = null;
        foreach (var method in request.Methods)
        {
            if (!(await ProveAsync(state, method, cancellation)).TryGet(out var proven, out var error))
                return error;
            if (proof is not null && proof.User.Id != proven.User.Id)
                return IdentityErrors.Unauthenticated;
            proof = proof is null ? proven : proof with { Methods = proof.Methods | proven.Methods, Parent = proof.Parent ?? proven.Parent, Credential = proof.Credential ?? proven.Credential };
        }
        return request.Scope is TrustScopeRequest trust ? await IssueForTrustAsync(state, proof!, trust.TrustId) : Issue(state, proof!, request.Scope);
    }

    private async ValueTask<Result<Proof>> ProveAsync(Snapshot state, LoginMethod method, CancellationToken cancellation)
    {
        switch (method)
        {
            case PasswordMethod login:
                return (await gate.EnterAsync(FindUser(state, login.User), login.Password, cancellation))
                    .Map(user => new Proof(user, TokenMethods.Password, null));
            case TokenMethod login:
                // As Keystone does: a token that does not hold is not found, wherever it is named.
                return authority.Validate(state, login.Token).TryGet(out var token, out _)
                    ? new Proof(token.User, TokenMethods.Token, token.Payload)
                    : IdentityErrors.NotFound("token", "it is unknown, expired or revoked");
            case ApplicationCredentialMethod login:
                return await ProveAsync(state, login, cancellation);
            default:
                throw new InvalidOperationException($"The login method {method.GetType().Name} has no proof.");
        }
    }

    private async ValueTask<Result<Proof>> ProveAsync(Snapshot state, ApplicationCredentialMethod login, CancellationToken cancellation)
    {
        var credential = login.Id is not null
            ? state.In(ApplicationCredentialTable.Table).Find(login.Id)
            : FindUser(state, login.User!) is { } owner ? state.FindApplicationCredentialByName(owner.Id, login.Name!) : null;
        var right = await gate.Checker.CheckAsync(credential?.Id ?? "", credential?.SecretHash, login.Secret, cancellation);
        return right && credential is not null && state.In(UserTable.Table).Find(credential.UserId) is { } user
            ? new Proof(user, TokenMethods.ApplicationCredential, null) { Credential = credential }
            : IdentityErrors.Unauthenticated;
    }

    private Result<ValidToken> Issue(Snapshot state, Proof proof, ScopeRequest wanted)
    {
        if (wanted is NoScopeRequest)
        {
            if (proof.Credential is not null)
                return Check(state, proof, new TokenScope(TokenScopeKind.Project, proof.Credential.OnProjectId));
            // A default project that cannot be used is no reason to refuse: the token then has no scope.
            if (proof.Parent is null && proof.User.DefaultProjectId is { } projectId
                && Check(state, proof, new TokenScope(TokenScopeKind.Project, projectId)) is { Succeeded: true } onDefault)
            {
                return onDefault;
            }
            return Check(state, proof, TokenScope.Unscoped);
        }
        return FindScope(state, wanted) is { } scope ? Check(state, proof, scope) : IdentityErrors.Unauthenticated;
    }

    // A delegated token does not delegate further.
    private async ValueTask<Result<ValidToken>> IssueForTrustAsync(Snapshot state, Proof proof, string trustId)
    {
        if (state.In(TrustTable.Table).Find(trustId) is not { } trust || trust.TrusteeId != proof.User.Id
            || proof.Credential is not null || proof.Parent is { TrustId: not null } or { ApplicationCredentialId: not null }
            || state.In(UserTable.Table).Find(trust.TrustorId) is not { } trustor)
        {
            return IdentityErrors.Unauthenticated;
        }
        var scope = trust.OnProjectId is { } project ? new TokenScope(TokenScopeKind.Project, project) : TokenScope.Unscoped;
        var payload = authority.NewPayload(trust.Impersonation ? trustor : proof.User, proof.Methods, scope, proof.Parent) with { TrustId = trust.Id };
        var issued = authority.Check(state, payload);
        if (!issued.Succeeded || trust.RemainingUses is null)
            return issued;
        var used = await store.WriteAsync(new WriteContext("login", proof.User.Id), write => TrustTable.Use(write, trust.Id));
        return used.Then(_ => issued);
    }

    private Result<ValidToken> Check(Snapshot state, Proof proof, TokenScope scope) =>
        authority.Check(state, authority.NewPayload(proof.User, proof.Methods, scope, proof.Parent, proof.Credential));

    private static TokenScope? FindScope(Snapshot state, ScopeRequest wanted) => wanted switch
    {
        UnscopedRequest => TokenScope.Unscoped,
        SystemScopeRequest => TokenScope.System,
        ProjectScopeRequest request => FindProject(state, request.Project) is { } project ? new TokenScope(TokenScopeKind.Project, project.Id) : null,
        DomainScopeRequest request => FindDomain(state, request.Domain) is { } domain ? new TokenScope(TokenScopeKind.Domain, domain.Id) : null,
        _ => null,
    };

    private static User? FindUser(Snapshot state, NamedReference user)
    {
        if (user.Id is not null)
            return state.In(UserTable.Table).Find(user.Id);
        return FindDomain(state, user.Domain!) is { } domain ? state.FindUserByName(domain.Id, user.Name!) : null;
    }

    private static Project? FindProject(Snapshot state, NamedReference project)
    {
        if (project.Id is not null)
            return state.In(ProjectTable.Table).Find(project.Id);
        return FindDomain(state, project.Domain!) is { } domain ? state.FindProjectByName(domain.Id, project.Name!) : null;
    }

    private static Project? FindDomain(Snapshot state, NamedReference domain) =>
        domain.Id is not null ? state.FindDomain(domain.Id) : state.FindDomainByName(domain.Name!);

    /// <param name="Parent">The token that was shown, if one was.</param>
    private sealed record Proof(User User, TokenMethods Methods, TokenPayload? Parent)
    {
        public ApplicationCredential? Credential { get; init; }
    }
}
