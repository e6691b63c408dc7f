using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Identity.OAuth1;

/// <summary>The consumers. Creating one is special: its secret is shown once.</summary>
public static class ConsumerResource
{
    public static readonly Table<Consumer> Table = new("oauth1_consumers", ConsumerJson.Default.Consumer);

    public static readonly ResourceDefinition<Consumer> Definition = new("consumer", "consumers", Table)
    {
        Path = "OS-OAUTH1/consumers",
        Blank = () => new Consumer { Id = IdentityResource.NewId() },
        Operations = Operations.All & ~Operations.Create,
        Extras = IdentityFields.Extras<Consumer>(),
        ListPolicy = IdentityPolicies.SystemRead,
        ReadPolicy = IdentityPolicies.SystemRead,
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            IdentityFields.Id<Consumer>(),
            new Field<Consumer, string?>("description", IdentityFields.Description.OrNull(), consumer => consumer.Description, (consumer, value) => consumer with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
        ],
    };
}
