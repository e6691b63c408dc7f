using Naru.Network.SubnetPools;
using Naru.Primitives;

namespace Naru.Network;

public sealed class AddressSpaceSpecs
{
    // Blocks of a /24, small enough to count addresses one by one.
    private static readonly Gen<IpPrefix> Block = Gen.Select(Gen.UInt[0, 255], Gen.Int[24, 32])
        .Select((host, length) => IpPrefix.Containing(IpAddress.V4(0x0a00_0000 + host), length));

    [Fact]
    public void Compacting_keeps_the_addresses_and_leaves_no_two_halves() =>
        Block.Array[0, 12].Sample(blocks =>
        {
            var compact = AddressSpace.Compact(blocks);
            return AddressesOf(compact).SetEquals(AddressesOf(blocks))
                && compact.SequenceEqual(compact.Order())
                && AddressSpace.Compact(compact).SequenceEqual(compact)
                && compact.Sum(block => 1 << (32 - block.Length)) == AddressesOf(blocks).Count;
        });

    [Fact]
    public void What_is_left_is_what_was_there_less_what_was_taken() =>
        Gen.Select(Block.Array[0, 8], Block.Array[0, 8]).Sample((blocks, taken) =>
        {
            var left = AddressSpace.Without(blocks, taken);
            return AddressesOf(left).SetEquals(AddressesOf(blocks).Except(AddressesOf(taken)));
        });

    [Fact]
    public void A_place_is_taken_from_the_smallest_block_with_room() =>
        Assert.Equal(
            IpPrefix.Parse("10.0.2.0/26"),
            AddressSpace.Place([IpPrefix.Parse("10.0.0.0/23"), IpPrefix.Parse("10.0.2.0/25"), IpPrefix.Parse("10.0.3.0/27")], 26));

    private static HashSet<UInt128> AddressesOf(IEnumerable<IpPrefix> blocks) =>
        [.. blocks.SelectMany(block => Enumerable.Range(0, (int)block.Count).Select(offset => block.Network.Value + (UInt128)offset))];
}
