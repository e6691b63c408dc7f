using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Naru.Network.Ports;
using Naru.Network.Qos.BandwidthLimitRules;
using Naru.Network.Qos.DscpMarkingRules;
using Naru.Network.Qos.MinimumBandwidthRules;
using Naru.Network.Qos.MinimumPacketRateRules;
using Naru.Network.Qos.PacketRateLimitRules;
using Naru.Network.Qos.Policies;
using Naru.Network.Qos.PolicyRules;
using Naru.Network.Qos.RuleTypes;
using Naru.Network.Rbac;
using Naru.Rest.Endpoints;

namespace Naru.Network.Qos;

/// <summary>Adds QoS to the Networking API.</summary>
internal static class QosRegistration
{
    private const string TagRule = "update_policies_tags";

    public static void AddQos(this IServiceCollection services)
    {
        services.AddSingleton<IShareable, SharedQosPolicies>();
        services.AddSingleton<IPortGuard, QosPortGuard>();
    }

    public static void MapQos(this IEndpointRouteBuilder routes, Api api)
    {
        var policies = ResourceEndpoints<QosPolicy>.Map(routes, api, QosPolicyResource.Definition, new QosPolicyRules());
        // As in Neutron, whoever may use a policy may tag it, and its tags are without the prefix that policies themselves have.
        api.Policies.Default(TagRule, "role:admin or role:member");
        policies.MapTags(routes, api, changeRule: TagRule);
        policies.MapTags(routes, api, "policies", TagRule);
        var rules = new QosRuleRules();
        var countsPackets = !routes.ServiceProvider.GetRequiredService<NetworkOptions>().UsesOvn;
        foreach (var definition in new[]
        {
            BandwidthLimitRuleResource.Definition, BandwidthLimitRuleResource.Alias,
            DscpMarkingRuleResource.Definition, DscpMarkingRuleResource.Alias,
            MinimumBandwidthRuleResource.Definition, MinimumBandwidthRuleResource.Alias,
            MinimumPacketRateRuleResource.Definition, MinimumPacketRateRuleResource.Alias,
            PacketRateLimitRuleResource.Definition,
        }.Where(definition => countsPackets || definition != PacketRateLimitRuleResource.Definition))
        {
            ResourceEndpoints<QosRule>.Map(routes, api, definition, rules);
        }
        routes.MapRuleTypes(api);
    }
}
