using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Subnets;

namespace Naru.Network;

/// <summary>The guard of an API that has networks, subnets and ports and nothing that uses them.</summary>
internal sealed class NoObjection : INetworkGuard, ISubnetGuard, IPortGuard;
