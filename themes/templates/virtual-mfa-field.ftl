<#--
  One text input with label and error. Plain markup: field.ftl exists in keycloak.v2 only. There kcInputClass belongs
  on a span around the input, in older themes on the input itself.
-->
<#macro input name label value="" error="" errorId="" describedBy="" invalid=false autofocus=false extra...>
  <#local wrapped=properties.kcFormControlUtilClass?has_content>
  <#local bad=invalid || error?has_content>
  <#local describes=(describedBy + error?has_content?then(" " + errorId, ""))?trim>
  <div class="${properties.kcFormGroupClass!}">
    <div class="${properties.kcFormGroupLabelClass!} ${properties.kcLabelWrapperClass!}">
      <label for="${name}" class="${properties.kcLabelClass!}">
        <span class="${properties.kcFormLabelTextClass!}">${label}</span>
      </label>
    </div>
    <div class="${properties.kcInputWrapperClass!}">
      <span class="<#if wrapped>${properties.kcInputClass!}<#if bad> ${properties.kcError!}</#if></#if>">
        <input type="text" id="${name}" name="${name}" value="${value}"
               class="<#if !wrapped>${properties.kcInputClass!}</#if>"
               <#if describes?has_content>aria-describedby="${describes}"</#if>
               aria-invalid="${bad?c}" aria-required="true"
               <#if autofocus>autofocus</#if>
               <#list extra as attribute, content>${attribute}="${content}" </#list>>
      </span>
      <#if error?has_content><@message id=errorId text=error /></#if>
      <#nested>
    </div>
  </div>
</#macro>

<#macro message id text>
  <div class="${properties.kcFormHelperTextClass!}">
    <div class="${properties.kcInputHelperTextClass!}">
      <div class="${properties.kcInputHelperTextItemClass!} ${properties.kcError!}">
        <span id="${id}" class="${properties.kcInputErrorMessageClass!}" role="alert">${text}</span>
      </div>
    </div>
  </div>
</#macro>

<#macro submit id label>
  <button type="submit" id="${id}"
          class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
    ${label}
  </button>
</#macro>

<#-- A button that does something else than what the form is for. -->
<#macro other id name label describedBy="">
  <button type="submit" id="${id}" name="${name}" value="true"<#if describedBy?has_content> aria-describedby="${describedBy}"</#if>
          class="${properties.kcButtonClass!} ${properties.kcButtonDefaultClass!} ${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
    ${label}
  </button>
</#macro>

<#-- What the layout's own alert looks like; that one has no id, so that no field can be described by it. -->
<#macro info id text>
  <div id="${id}" role="status" class="virtual-mfa-info ${properties.kcAlertClass!} pf-m-info alert-info">
    <div class="${properties.kcAlertIconClass!'pf-c-alert__icon'}"><span class="${properties.kcFeedbackInfoIcon!}" aria-hidden="true"></span></div>
    <span class="${properties.kcAlertTitleClass!} kc-feedback-text">${text}</span>
  </div>
</#macro>

<#macro resources>
  <link rel="stylesheet" href="${url.resourcesPath}/css/virtual-mfa.css">
  <script type="module" src="${url.resourcesPath}/js/virtual-mfa.js"></script>
</#macro>
