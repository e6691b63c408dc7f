using System.Net;

namespace Naru.Identity;

/// <summary>A host with somebody of every role that policies tell apart.</summary>
public sealed class PolicyCallers : IAsyncLifetime
{
    public IdentityHost Host { get; } = new();

    /// <summary>Tokens by the word for who has them.</summary>
    public Dictionary<string, string> Tokens { get; } = [];

    public async Task InitializeAsync()
    {
        await Host.InitializeAsync();
        Tokens["admin"] = Host.AdminToken;
        foreach (var role in new[] { "manager", "member", "reader" })
            Tokens[role] = await Host.TokenAsync((await Host.AddMemberAsync(role)).Login);
        var auditor = await Host.AddMemberAsync("reader");
        var granted = await Host.SendAsync(HttpMethod.Put, $"system/users/{auditor.UserId}/roles/{await Host.RoleIdAsync("reader")}");
        Assert.Equal(HttpStatusCode.NoContent, granted.Status);
        Tokens["auditor"] = await Host.TokenAsync(LoginBody.Password(auditor.Name, auditor.Password, LoginBody.OnSystem()));
    }

    public Task DisposeAsync() => Host.DisposeAsync();
}
