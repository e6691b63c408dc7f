using System.Runtime.CompilerServices;
using Naru.Identity;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Policy;

/// <summary>Who may do what in the Identity API: each rule × role and scope × whose it is, as a table that is reviewed against Keystone's defaults.</summary>
public sealed class PolicyMatrixSpecs(IdentityHost host) : IClassFixture<IdentityHost>
{
    private const string Command = "UPDATE_GOLDEN=1 dotnet test tests/Identity --filter FullyQualifiedName~Naru.Policy";

    private static readonly (string Title, Caller Caller)[] Callers =
    [
        ("admin", OnProject("admin", "manager", "member", "reader")),
        ("manager", OnProject("manager", "member", "reader")),
        ("member", OnProject("member", "reader")),
        ("reader", OnProject("reader")),
        ("service", OnProject("service")),
        ("domain manager", OnDomain("manager", "member", "reader")),
        ("domain reader", OnDomain("reader")),
        ("system admin", OnSystem("admin", "manager", "member", "reader")),
        ("system reader", OnSystem("reader")),
        ("no role", OnProject()),
    ];

    [Fact]
    public void Every_rule_of_the_declarations_is_in_the_table()
    {
        Assert.True(PolicyMatrix.CaseCount(host.Policies, Callers.Length) > 1000);
        GoldenTable.Match(PolicyMatrix.Of(host.Policies, Callers), File("rules.txt"), Command);
    }

    private static string File(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here) ?? "", "Golden", name);

    private static Caller OnProject(params string[] roles) => Caller(roles) with { ProjectId = "my-project", ProjectDomainId = "my-domain" };

    private static Caller OnDomain(params string[] roles) => Caller(roles) with { DomainId = "my-domain" };

    private static Caller OnSystem(params string[] roles) => Caller(roles) with { SystemScope = "all" };

    private static Caller Caller(string[] roles) => new() { UserId = "my-user", UserDomainId = "my-domain", Roles = EquatableList.Create<string>(roles) };
}
