using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Naru.Network;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Policy;

namespace Naru.Policy;

/// <summary>Who may do what in the Networking API: each rule × role × whose it is, as a table that is reviewed against Neutron's defaults.</summary>
public sealed class PolicyMatrixSpecs
{
    private const string Command = "UPDATE_GOLDEN=1 dotnet test tests/Network --filter FullyQualifiedName~Naru.Policy";

    internal static readonly (string Title, Caller Caller)[] Callers =
    [
        ("admin", As("admin", "manager", "member", "reader")),
        ("manager", As("manager", "member", "reader")),
        ("member", As("member", "reader")),
        ("reader", As("reader")),
        ("service", As("service")),
        ("no role", As()),
    ];

    [Fact]
    public async Task Every_rule_of_the_declarations_is_in_the_table()
    {
        await using var cloud = await TestCloud.StartAsync();
        var policies = cloud.Services.GetRequiredKeyedService<PolicyTable>(NetworkRegistration.PolicyKey);

        Assert.True(PolicyMatrix.CaseCount(policies, Callers.Length) > 1000);
        GoldenTable.Match(PolicyMatrix.Of(policies, Callers), File("rules.txt"), Command);
    }

    internal static string File(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here) ?? "", "Golden", name);

    private static Caller As(params string[] roles) =>
        new() { UserId = "my-user", ProjectId = "my-project", UserDomainId = "my-domain", ProjectDomainId = "my-domain", Roles = EquatableList.Create<string>(roles) };
}
