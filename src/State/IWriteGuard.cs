using Naru.Primitives;

namespace Naru.State;

/// <summary>Has the last word on every write: refuses a state that must not come to be, whoever asks for it.</summary>
public interface IWriteGuard
{
    /// <summary>Runs on the writer after the write's own function has succeeded; an error refuses the write as if the function had.</summary>
    Result<Done> Check(IStateReader before, Transaction after);
}
