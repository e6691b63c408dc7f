using System.Collections;

namespace Naru.Protocols.OpenFlow;

/// <summary>Flows that are made and kept together. Immutable.</summary>
/// <remarks>
/// Ten thousand flows are scattered over the memory, and looking at each takes longer than anything that is done with it. So a block
/// remembers of its flows what comparing asks first, and a block that is the same object on both sides is not looked into.
/// </remarks>
public sealed class FlowBlock : IReadOnlyList<Flow>
{
    private readonly Flow[] _flows;
    private readonly int[] _keyHashes;

    public FlowBlock(IEnumerable<Flow> flows)
    {
        _flows = [.. flows];
        _keyHashes = Array.ConvertAll(_flows, flow => flow.Key.GetHashCode());
        NamesMeter = Array.Exists(_flows, flow => flow.Instructions.Meter is not null);
    }

    public int Count => _flows.Length;

    /// <summary>Whether any of its flows goes through a meter.</summary>
    public bool NamesMeter { get; }

    public Flow this[int index] => _flows[index];

    /// <summary>Of the key of each flow.</summary>
    internal ReadOnlySpan<int> KeyHashes => _keyHashes;

    public IEnumerator<Flow> GetEnumerator() => ((IEnumerable<Flow>)_flows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
