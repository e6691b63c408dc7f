using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>One of the things that a multipart reply is a list of.</summary>
public interface IMultipartPart<TSelf>
    where TSelf : class, IMultipartPart<TSelf>
{
    internal void Write(WireWriter wire);

    /// <summary>Reads one part; null, or a failed reader, if it is not as the standard demands.</summary>
    internal static abstract TSelf? Read(ref WireReader wire);
}
