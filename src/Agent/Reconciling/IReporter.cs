namespace Naru.Agent.Reconciling;

/// <summary>A service with reports of its own, beside the observations of a round.</summary>
internal interface IReporter
{
    /// <summary>A new stream has begun, whose server has been told nothing yet.</summary>
    void TellAll();
}
