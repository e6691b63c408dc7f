namespace Naru.Walk.Reach;

/// <summary>Where an address is: ports of one place send and receive by the same ways. One object a place, so that it is compared as such.</summary>
internal sealed class RoutePlace(string networkId, string subnetId, string host)
{
    public string NetworkId => networkId;

    public string SubnetId => subnetId;

    public string Host => host;
}
