namespace Naru.State;

/// <summary>An index as its table sees it.</summary>
internal interface IIndex<T> where T : class, IDocument
{
    string Name { get; }

    IndexState<T> Empty();
}
