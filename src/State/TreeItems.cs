using System.Collections;

namespace Naru.State;

/// <summary>The items of a tree that is not changed any more, in order.</summary>
internal sealed class TreeItems<TKey, TItem, TOrder>(Tree<TKey, TItem, TOrder>? root) : IReadOnlyCollection<TItem>
    where TItem : class
    where TOrder : struct, ITreeOrder<TKey, TItem>
{
    public int Count => root?.Size ?? 0;

    public IEnumerator<TItem> GetEnumerator()
    {
        var waiting = new Stack<Tree<TKey, TItem, TOrder>>();
        for (var node = root; node is not null; waiting.TryPop(out node))
        {
            if (node is TreeLeaf<TKey, TItem, TOrder> leaf)
            {
                for (var i = 0; i < leaf.Items.Length; i++)
                    yield return leaf.Items[i];
            }
            else if (node is TreeBranch<TKey, TItem, TOrder> branch)
            {
                for (var i = branch.Children.Length - 1; i >= 0; i--)
                    waiting.Push(branch.Children[i]);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
