namespace Naru.Protocols.Netlink.Wire;

/// <summary>Reads an object from a message, or gives <c>null</c> for one that is not wanted or not readable.</summary>
public delegate T? MessageParser<T>(ReceivedMessage message)
    where T : class;
