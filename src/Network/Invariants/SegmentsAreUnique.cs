using Naru.Network.Segments;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

/// <summary>Two segments with one VNI or VLAN id would be one broadcast domain.</summary>
internal sealed class SegmentsAreUnique : IInvariant
{
    public string Rule => "A VLAN id is used once on a physical network, a tunnel id once for its type, and a physical network by one flat segment.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from segment in state.In(SegmentTable.Table).All
        where segment.NetworkType != "local"
        group segment by (segment.NetworkType, segment.PhysicalNetwork, segment.SegmentationId) into users
        where users.Count() > 1
        let segment = users.First()
        select new Violation(
            Violation.Title("segment", segment.Id, segment.Name),
            $"{segment.NetworkType} {segment.SegmentationId} {segment.PhysicalNetwork} is also used by segment {string.Join(", ", users.Skip(1).Select(other => other.Id))}",
            "another segmentation id for all of them but one");
}
