using Microsoft.Extensions.DependencyInjection;
using Naru.Rest.Doctor;

namespace Naru.Network.Invariants;

/// <summary>What holds in every state of the Networking API; a rule is a file of this folder and a line here.</summary>
public static class NetworkInvariants
{
    public static IServiceCollection AddNetworkInvariants(this IServiceCollection services) => services
        .AddSingleton<IInvariant, NetworkReferencesExist>()
        .AddSingleton<IInvariant, AddressesAreUnique>()
        .AddSingleton<IInvariant, AddressesAreInTheirSubnets>()
        .AddSingleton<IInvariant, MacAddressesAreUnique>()
        .AddSingleton<IInvariant, SubnetsDoNotOverlap>()
        .AddSingleton<IInvariant, AllocationPoolsAreInTheirSubnets>()
        .AddSingleton<IInvariant, PooledSubnetsAreInTheirPools>()
        .AddSingleton<IInvariant, SegmentsAreUnique>()
        .AddSingleton<IInvariant, BindingsAreToKnownHosts>()
        .AddSingleton<IInvariant, ActivePortsAreBound>()
        .AddSingleton<IInvariant, DhcpPortsAreOneAHost>()
        .AddSingleton<IInvariant, GroupsOfAPortAgree>()
        .AddSingleton<IInvariant, TrunksAreConsistent>()
        .AddSingleton<IInvariant, RouterInterfacesAreConsistent>()
        .AddSingleton<IInvariant, RouterGatewaysAreConsistent>()
        .AddSingleton<IInvariant, FloatingIpsAreConsistent>()
        .AddSingleton<IInvariant, PoliciesShareWhatExists>()
        .AddSingleton<IInvariant, QuotasAreExact>()
        .AddSingleton<IInvariant, TunnelEndpointsAreUnique>()
        .AddSingleton<IInvariant, TunnelsCarryFullFrames>();
}
