using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>One thing that a flow does to a packet. Immutable, compared by value.</summary>
/// <remarks>An action is one file here and, for reading, one line in <see cref="ActionReader"/>.</remarks>
public abstract record FlowAction
{
    /// <summary>As <c>ovs-ofctl</c> writes it.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Print(text);
        return text.ToString();
    }

    internal abstract void Write(WireWriter wire);

    internal abstract void Print(StringBuilder text);
}
