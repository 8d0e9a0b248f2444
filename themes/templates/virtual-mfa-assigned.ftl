<#import "virtual-mfa-field.ftl" as field>
<@field.page heading="virtualMfaAssignedTitle">
  <div id="virtual-mfa-assigned" class="virtual-mfa">
    <@field.box type="success" key="virtualMfaAssignedDone" status=true />
    <p><@field.text key=mfaOnlyDevice?then("virtualMfaAssignedText", "virtualMfaAssignedNextText") /></p>
    <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
      <#if mfaOtherSessions><@field.otherSessions /></#if>
      <#if mfaOnlyDevice><p id="virtual-mfa-suggestion"><@field.text key="virtualMfaAssignAnotherHelp" /></p></#if>
      <@field.submit id="kc-continue" label="virtualMfaContinue" />
      <#if mfaOnlyDevice>
        <@field.secondary id="virtual-mfa-add" value="add" label="virtualMfaAssignAnother" />
      </#if>
    </form>
  </div>
</@field.page>
