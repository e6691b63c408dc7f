using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.AccessRules;

/// <summary>The access rules of a user. They are made together with application credentials and outlive them.</summary>
public static class AccessRuleResource
{
    internal static readonly TextKind Service = Kinds.Text(255, min: 1);

    internal static readonly TextKind Path = new(1, 255)
    {
        Check = text => text.StartsWith('/') ? null : $"'{text}' does not begin with '/'",
    };

    internal static readonly ChoiceKind Method = new("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private const string Read = "(role:reader and system_scope:all) or user_id:%(user_id)s";

    public static readonly ResourceDefinition<AccessRule> Definition = new("access_rule", "access_rules", AccessRuleTable.Table)
    {
        Path = "users/{user_id}/access_rules",
        ParentId = rule => rule.UserId,
        Title = "Access rule",
        Operations = Operations.Read | Operations.Delete,
        Blank = () => new AccessRule { Id = IdentityResource.NewId() },
        PolicyTarget = (_, rule, name) => name == "user_id" ? rule.UserId : null,
        ListPolicy = Read,
        ReadPolicy = Read,
        DeletePolicy = $"({IdentityPolicies.SystemAdmin}) or user_id:%(user_id)s",
        Fields =
        [
            IdentityFields.Id<AccessRule>(),
            new Field<AccessRule, string>("service", Service, rule => rule.Service) { Query = Query.FilterSort },
            new Field<AccessRule, string>("path", Path, rule => rule.Path) { Query = Query.FilterSort },
            new Field<AccessRule, string>("method", Method, rule => rule.Method) { Query = Query.FilterSort },
        ],
    };
}
